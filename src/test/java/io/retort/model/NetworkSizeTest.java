package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.model.EfficientNet.Variant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSizeTest {
  @Test
  void dsNetHasThePapersParametersLayerByLayer() {
    NetworkSize size = NetworkSize.of(new DsNet(3, 224, 2));
    // khan2022, Section 3.1
    assertEquals(268_898, size.trainable());
    assertEquals(3_584 + 73_792 + 18_464 + 173_058, size.total());
    // maps of 222, 109 and 52 pixels a side, and 52 * 52 * 32 inputs of the last layer
    assertEquals(222L * 222 * 128 + 109 * 109 * 64 + 52 * 52 * 32 + 2, size.activations());
    assertEquals(
        222L * 222 * 128 * 27 + 109L * 109 * 64 * 1152 + 52L * 52 * 32 * 576 + 2 * 86_528,
        size.multiplyAdds());
  }

  @Test
  void aFullyConnectedLayerTakesAMultiplyAddPerWeight() {
    NetworkSize size = NetworkSize.of(new TwoLayerConvNet(1, 28, 4, 10));
    assertEquals(26 * 26 * 4 * 9 + 2704 * 10, size.multiplyAdds());
    assertEquals(26 * 26 * 4 + 10, size.activations());
  }

  @Test
  void theKerasFormOfResNet50HasThePapersTrainableParameters() {
    NetworkSize size = NetworkSize.of(new KerasResNet(50, 3, 224, 2));
    // khan2022, Section 3.1, and the notebooks' summary
    assertEquals(23_542_786, size.trainable());
    assertEquals(23_600_002, size.total());
  }

  @Test
  void davidisNetworksHaveThePapersTrainableParameters() {
    assertEquals(2_234_120, NetworkSize.of(new MobileNetV2(3, 224, 8)).trainable());
    assertEquals(63_807_448, NetworkSize.of(new EfficientNet(Variant.B7, 3, 224, 8)).trainable());
  }

  @Test
  void shuffleNetV1HasZengsParametersWithEightClasses() {
    NetworkSize size = NetworkSize.of(new ShuffleNetV1(3, 224, 8));
    assertEquals(.912e6, size.trainable(), .0005e6);
    // Zhang et al. 2018, Table 1: 137 million multiply-adds with three groups and 1,000 classes
    NetworkSize published = NetworkSize.of(new ShuffleNetV1(3, 224, 1000));
    assertEquals(137e6, published.multiplyAdds(), .5e6);
  }

  @Test
  void mobileNetV1HasItsPapersParametersAndMultiplyAdds() {
    NetworkSize size = NetworkSize.of(new MobileNetV1(3, 224, 1000));
    // Howard et al. 2017, Table 4: 4.2 million, 569 million
    assertEquals(4_231_976, size.trainable());
    assertEquals(569e6, size.multiplyAdds(), 1e6);
  }

  @Test
  void knownCountsOfMultiplyAddsAreMet() {
    // the figures torchvision states beside its weights, in units of 1e9
    assertEquals(1.814, NetworkSize.of(new ResNet(18, 3, 224, 1000)).multiplyAdds() / 1e9, .001);
    assertEquals(4.089, NetworkSize.of(new ResNet(50, 3, 224, 1000)).multiplyAdds() / 1e9, .001);
    assertEquals(.301, NetworkSize.of(new MobileNetV2(3, 224, 1000)).multiplyAdds() / 1e9, .001);
    assertEquals(.145, NetworkSize.of(new ShuffleNetV2(3, 224, 1000)).multiplyAdds() / 1e9, .001);
  }

  @Test
  void theConvolutionalNetworkForCifarEndsInAThousandValues() {
    NetworkSize size = NetworkSize.of(new ThreeLayerConvNet(3, 32, 64, 10));
    // 32 -> 30 -> 15 -> 13 -> 6 -> 4 -> 2
    assertEquals(64 * 28 + 128 * 577 + 256 * 1153 + 10 * (4 * 256 + 1), size.trainable());
  }

  @Test
  void uNetsHaveThePapersSizes() {
    // niyaz2023, Section A.2: around 14, 33 and 8 million
    assertEquals(14e6, parameters(UNet.Encoder.RESNET18), .5e6);
    assertEquals(33e6, parameters(UNet.Encoder.RESNET50), .5e6);
    assertEquals(8e6, parameters(UNet.Encoder.MOBILENET_V1), .5e6);
  }

  /**
   * A last map of one or two channels died out in training (ReLU), and all pixels got one value.
   */
  @Test
  void decodersKeepEightChannelsWhateverTheDivisor() {
    assertEquals(256, UNet.decoderWidth(1, 1));
    assertEquals(16, UNet.decoderWidth(5, 1));
    assertEquals(16, UNet.decoderWidth(1, 16));
    assertEquals(8, UNet.decoderWidth(5, 16));
  }

  private static double parameters(UNet.Encoder encoder) {
    NetworkSize size = NetworkSize.of(new UNet(encoder, 3, 64, 1));
    assertTrue(size.trainable() < size.total());
    return size.trainable();
  }

  @Test
  void narrowerNetworksHaveAboutTheSquareOfTheDivisorFewerParametersAndTheSameTaps() {
    for (int divisor : new int[] {2, 4, 8}) {
      check(new KerasResNet(50, 3, 96, 2), new KerasResNet(50, 3, 96, 2, divisor, .1f), divisor);
      check(new ResNet(18, 3, 96, 2), new ResNet(18, 3, 96, 2, divisor), divisor);
      check(new MobileNetV1(3, 96, 2), new MobileNetV1(3, 96, 2, divisor), divisor);
      check(new Vgg16(3, 96, 2), new Vgg16(3, 96, 2, divisor), divisor);
      check(new InceptionV3(3, 96, 2), new InceptionV3(3, 96, 2, divisor), divisor);
      check(new Res2Net(50, 3, 96, 2, 1), new Res2Net(50, 3, 96, 2, divisor), divisor);
      check(new ConvNeXt(3, 96, 2, 1, 9), new ConvNeXt(3, 96, 2, divisor, 9), divisor);
    }
    for (int divisor : new int[] {2, 4}) {
      check(new ShuffleNetV1(3, 96, 2), new ShuffleNetV1(3, 96, 2, divisor, 1), divisor);
      check(new ShuffleNetV2(3, 96, 2), new ShuffleNetV2(3, 96, 2, divisor, 1), divisor);
    }
    assertThrows(IllegalArgumentException.class, () -> new Vgg16(3, 96, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new InceptionV3(3, 96, 2, 32));
    assertThrows(IllegalArgumentException.class, () -> new ShuffleNetV1(3, 96, 2, 8, 1));
    assertThrows(IllegalArgumentException.class, () -> new Res2Net(18, 3, 96, 2, 1));
  }

  @Test
  void shallowerNetworksHaveFewerUnitsInEachStageButOneAtLeast() {
    NamedBlock first = new ShuffleNetV1(3, 32, 2, 4, 2).block();
    assertEquals(List.of(2, 4, 2), units(first, "stage2", "stage3", "stage4"));
    NamedBlock second = new ShuffleNetV2(3, 32, 2, 4, 2).block();
    assertEquals(List.of(2, 4, 2), units(second, "stage2", "stage3", "stage4"));
    NamedBlock features = (NamedBlock) new ConvNeXt(3, 32, 2, 8, 9).block().named().get("features");
    assertEquals(List.of(1, 1, 3, 1), units(features, "1", "3", "5", "7"));
    assertEquals(
        List.of("1", "2", "3", "6", "9"),
        List.copyOf(
            new MobileNetV2(3, 32, 2, 4, 2)
                .places().keySet().stream()
                    .sorted(java.util.Comparator.comparing(Integer::valueOf))
                    .toList()));
    NamedBlock res2Net = new Res2Net(26, 3, 32, 2, 8).block();
    assertEquals(List.of(2, 2, 2, 2), units(res2Net, "layer1", "layer2", "layer3", "layer4"));
  }

  private static List<Integer> units(NamedBlock network, String... stages) {
    return Arrays.stream(stages)
        .map(stage -> ((NamedBlock) network.named().get(stage)).named().size())
        .toList();
  }

  private static void check(Network whole, Network narrow, int divisor) {
    double ratio = (double) NetworkSize.of(whole).trainable() / NetworkSize.of(narrow).trainable();
    assertTrue(ratio > .7 * divisor * divisor && ratio <= divisor * divisor, narrow + ": " + ratio);
    assertEquals(whole.taps(), narrow.taps());
  }
}
