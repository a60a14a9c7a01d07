package io.retort.model;

import java.util.List;

/** All networks of the papers, by name, at the size that they were published or are used at. */
public final class Zoo {
  private static final int IMAGE_NET = 1000;
  private static final int COLOURS = 3;

  private Zoo() {}

  /** What a network was found to agree with, by NetworkParityTest and NetworkSizeTest. */
  public enum Parity {
    /** Tensor names, shapes, counts, and logits under equal weights. */
    LOGITS("logits"),
    /** The parameter count that a paper prints, to its last digit. */
    COUNT("parameter count"),
    /** Shapes and layers, as the text gives them; no count is printed. */
    SHAPES("shapes");

    private final String words;

    Parity(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }
  }

  /** Makes a network of some size. */
  @FunctionalInterface
  public interface Factory {
    /** The network for images of a number of channels and a side, and a number of classes. */
    Network of(int channels, int side, int classes);
  }

  /**
   * A network.
   *
   * @param id its name, as the reference calls it where there is one
   * @param source who published it
   * @param parity what of it agrees ...
   * @param reference ... with what
   * @param factory makes it
   * @param side of the images it is counted with
   * @param classes it is counted with
   */
  public record Entry(
      String id,
      String source,
      Parity parity,
      String reference,
      Factory factory,
      int side,
      int classes) {

    /** The network as it is counted. */
    public Network network() {
      return factory.of(COLOURS, side, classes);
    }
  }

  /** All networks. */
  public static List<Entry> all() {
    return List.of(
        new Entry(
            "two_layer_conv_net",
            "vanmolle2021, Section 4.2",
            Parity.SHAPES,
            "vanmolle2021",
            (channels, side, classes) -> new TwoLayerConvNet(channels, side, 4, classes),
            28,
            10),
        new Entry(
            "three_layer_conv_net",
            "vanmolle2021, Section 4.3.1",
            Parity.SHAPES,
            "vanmolle2021",
            (channels, side, classes) -> new ThreeLayerConvNet(channels, side, 64, classes),
            32,
            10),
        new Entry("dsnet", "khan2022, Figure 3", Parity.COUNT, "khan2022", DsNet::new, 224, 2),
        agreeing("resnet18", "He et al. 2016", "torchvision", resNet(18), 224),
        agreeing("resnet50", "He et al. 2016", "torchvision", resNet(50), 224),
        agreeing("resnet101", "He et al. 2016", "torchvision", resNet(101), 224),
        new Entry(
            "keras_resnet50",
            "He et al. 2016, head of khan2022",
            Parity.COUNT,
            "khan2022; logits: a rewrite in PyTorch",
            kerasResNet(50),
            224,
            2),
        new Entry(
            "keras_resnet101",
            "He et al. 2016, head of khan2022",
            Parity.COUNT,
            "khan2022",
            kerasResNet(101),
            224,
            2),
        agreeing("res2net101_26w_4s", "Gao et al. 2019", "timm", Res2Net::new, 224),
        agreeing("mobilenetv1_100", "Howard et al. 2017", "timm", MobileNetV1::new, 224),
        agreeing("mobilenet_v2", "Sandler et al. 2018", "torchvision", MobileNetV2::new, 224),
        new Entry(
            "shufflenet_v1",
            "Zhang et al. 2018",
            Parity.COUNT,
            "zeng2024; logits: a rewrite in PyTorch",
            ShuffleNetV1::new,
            224,
            8),
        agreeing("shufflenet_v2_x1_0", "Ma et al. 2018", "torchvision", ShuffleNetV2::new, 224),
        agreeing(
            "efficientnet_b0",
            "Tan and Le 2019",
            "torchvision",
            efficientNet(EfficientNet.Variant.B0),
            224),
        agreeing(
            "efficientnet_b4",
            "Tan and Le 2019",
            "torchvision",
            efficientNet(EfficientNet.Variant.B4),
            380),
        agreeing(
            "efficientnet_b7",
            "Tan and Le 2019",
            "torchvision, weights of gain 1.3",
            efficientNet(EfficientNet.Variant.B7),
            600),
        agreeing("vgg16", "Simonyan and Zisserman 2015", "torchvision", Vgg16::new, 224),
        agreeing("inception_v3", "Szegedy et al. 2016", "torchvision", InceptionV3::new, 299),
        agreeing("convnext_base", "Liu et al. 2022", "torchvision", ConvNeXt::new, 224),
        uNet("unet_resnet18", UNet.Encoder.RESNET18),
        uNet("unet_resnet50", UNet.Encoder.RESNET50),
        uNet("unet_mobilenetv1", UNet.Encoder.MOBILENET_V1));
  }

  private static Entry agreeing(
      String id, String source, String reference, Factory factory, int side) {
    return new Entry(id, source, Parity.LOGITS, reference, factory, side, IMAGE_NET);
  }

  private static Factory resNet(int depth) {
    return (channels, side, classes) -> new ResNet(depth, channels, side, classes);
  }

  private static Factory kerasResNet(int depth) {
    return (channels, side, classes) -> new KerasResNet(depth, channels, side, classes);
  }

  private static Factory efficientNet(EfficientNet.Variant variant) {
    return (channels, side, classes) -> new EfficientNet(variant, channels, side, classes);
  }

  private static Entry uNet(String id, UNet.Encoder encoder) {
    return new Entry(
        id,
        "niyaz2023, Table 7",
        Parity.COUNT,
        encoder == UNet.Encoder.RESNET50 ? "niyaz2023" : "niyaz2023; logits: a rewrite in PyTorch",
        (channels, side, classes) -> new UNet(encoder, channels, side, classes),
        256,
        1);
  }

  /**
   * The network of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Entry byId(String id) {
    return all().stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "network [%s] must be one of %s"
                        .formatted(id, String.join(", ", all().stream().map(Entry::id).toList()))));
  }
}
