package io.retort.report;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Capital letters of 5 x 7 pixels: pictures need captions where the JDK has no fonts. Letters that
 * are not in it are shown as a box.
 */
final class PixelFont {
  static final int HEIGHT = 7;
  private static final int WIDTH = 5;
  private static final int ADVANCE = 6;

  /** Per letter: the letter, then seven rows of five pixels as numbers in base 32. */
  private static final String[] LETTERS = {
    "A eh h v h h h", "B uh h u h h u", "C eh g g g h e", "D si h h h i s", "E vg g u g g v",
    "F vg g u g g g", "G eh g n h h f", "H hh h v h h h", "I e4 4 4 4 4 e", "J 72 2 2 2 i c",
    "K hi k o k i h", "L gg g g g g v", "M hr l l h h h", "N hh p l j h h", "O eh h h h h e",
    "P uh h u g g g", "Q eh h h l i d", "R uh h u k i h", "S fg g e 1 1 u", "T v4 4 4 4 4 4",
    "U hh h h h h e", "V hh h h h a 4", "W hh h l l l a", "X hh a 4 a h h", "Y hh h a 4 4 4",
    "Z v1 2 4 8 g v", "0 eh j l p h e", "1 4c 4 4 4 4 e", "2 eh 1 2 4 8 v", "3 v2 4 2 1 h e",
    "4 26 a i v 2 2", "5 vg u 1 1 h e", "6 68 g u h h e", "7 v1 2 4 8 8 8", "8 eh h e h h e",
    "9 eh h f 1 2 c", ". 00 0 0 0 c c", ", 00 0 0 c 4 8", "- 00 0 v 0 0 0", ": 0c c 0 c c 0",
    "/ 01 2 4 8 g 0", "( 24 8 8 8 4 2", ") 84 2 2 2 4 8", "% oj 2 4 8 p 3", "+ 04 4 v 4 4 0",
    "= 00 v 0 v 0 0", "' 44 0 0 0 0 0", "> 84 2 1 2 4 8", "< 24 8 g 8 4 2"
  };

  private static final int[] BOX = {31, 17, 17, 17, 17, 17, 31};
  private static final Map<Character, int[]> GLYPHS = glyphs();

  private PixelFont() {}

  /** Told of each pixel of a text. */
  @FunctionalInterface
  interface Ink {
    void at(int x, int y);
  }

  /** Width of a text in pixels. */
  static int width(String text) {
    return text.length() * ADVANCE;
  }

  /** Draws a text from its upper left corner. */
  static void draw(String text, int left, int top, Ink ink) {
    String capitals = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < capitals.length(); i++) {
      char letter = capitals.charAt(i);
      if (letter == ' ') {
        continue;
      }
      int[] rows = GLYPHS.getOrDefault(letter, BOX);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          if ((rows[y] >> WIDTH - 1 - x & 1) == 1) {
            ink.at(left + i * ADVANCE + x, top + y);
          }
        }
      }
    }
  }

  private static Map<Character, int[]> glyphs() {
    Map<Character, int[]> glyphs = new HashMap<>();
    for (String letter : LETTERS) {
      String rows = letter.substring(2).replace(" ", "");
      int[] numbers = new int[HEIGHT];
      for (int y = 0; y < HEIGHT; y++) {
        numbers[y] = Character.digit(rows.charAt(y), 32);
      }
      glyphs.put(letter.charAt(0), numbers);
    }
    return glyphs;
  }
}
