"""Writes logits of networks that torchvision does not have, under formula weights, by PyTorch in double precision.

Each network is built from its published description:
- unet_*: the decoder of segmentation_models_pytorch's Unet, on torchvision's ResNet-18 and on timm's mobilenetv1_100;
- keras_resnet50: keras.applications.ResNet50, with global average, batch norm and a fully connected layer on top;
- shufflenet_v1: Zhang et al. 2018, Table 1 and Figure 2, 1x with three groups.

double_difference is the furthest of the logits in single precision from those in double, as a share of the largest.

Usage: python3 benchmarks/peer/network_fixtures.py > src/test/resources/peer/networks.json
"""
import json
import sys
import zlib
from collections import OrderedDict

import numpy as np
import torch
import torchvision
from torch import nn
from torch.nn import functional as F

SEED = 1
INPUT = [2, 3, 64, 64]


def unit(name, count, seed):
    base = np.uint64(((seed << 48) ^ (zlib.crc32(name.encode()) << 16)) & (2**64 - 1))
    with np.errstate(over="ignore"):
        z = base + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(40)).astype(np.float64) / 2**24


def tensor(name, shape, gain):
    u = unit(name, int(np.prod(shape)), SEED)
    last = name.split(".")[-1]
    if name == "input":
        v = 2 * u - 1
    elif last == "running_var":
        v = 0.75 + 0.5 * u
    elif len(shape) >= 2:
        v = (2 * u - 1) * gain * np.sqrt(3 / np.prod(shape[1:]))
    elif last == "weight":
        v = 1 + 0.2 * (2 * u - 1)
    else:
        v = 0.1 * (2 * u - 1)
    return torch.tensor(v.reshape(shape), dtype=torch.float32)


def sequence(**modules):
    return nn.Sequential(OrderedDict(modules))


class ResNet18Encoder(nn.Module):
    """torchvision's, less average and head; gives the maps of a half to a thirty-second of the side."""

    channels = (64, 64, 128, 256, 512)

    def __init__(self):
        super().__init__()
        net = torchvision.models.resnet18()
        for name in ("conv1", "bn1", "relu", "maxpool", "layer1", "layer2", "layer3", "layer4"):
            setattr(self, name, getattr(net, name))

    def forward(self, x):
        maps = [self.relu(self.bn1(self.conv1(x)))]
        x = self.maxpool(maps[0])
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
            maps.append(x)
        return maps


class MobileNetV1Encoder(nn.Module):
    """timm's mobilenetv1_100, less its head; gives each stage's map."""

    channels = (64, 128, 256, 512, 1024)

    def __init__(self):
        super().__init__()
        self.conv_stem = nn.Conv2d(3, 32, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(32)
        self.blocks = nn.ModuleList()
        before = 32
        for count, stride, width in ((1, 1, 64), (2, 2, 128), (2, 2, 256), (6, 2, 512), (2, 2, 1024)):
            units = []
            for i in range(count):
                units.append(sequence(
                    conv_dw=nn.Conv2d(before, before, 3, stride if i == 0 else 1, 1, groups=before, bias=False),
                    bn1=nn.BatchNorm2d(before), act1=nn.ReLU6(),
                    conv_pw=nn.Conv2d(before, width, 1, bias=False),
                    bn2=nn.BatchNorm2d(width), act2=nn.ReLU6()))
                before = width
            self.blocks.append(nn.Sequential(*units))

    def forward(self, x):
        x = F.relu6(self.bn1(self.conv_stem(x)))
        maps = []
        for stage in self.blocks:
            x = stage(x)
            maps.append(x)
        return maps


def convolved(before, width):
    return nn.Sequential(nn.Conv2d(before, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU())


class UNet(nn.Module):
    def __init__(self, encoder, classes):
        super().__init__()
        self.encoder = encoder
        self.decoder = nn.Module()
        self.decoder.blocks = nn.ModuleList()
        skips = encoder.channels[-2::-1] + (0,)
        before = encoder.channels[-1]
        for width, skip in zip((256, 128, 64, 32, 16), skips):
            self.decoder.blocks.append(
                sequence(conv1=convolved(before + skip, width), conv2=convolved(width, width)))
            before = width
        self.segmentation_head = nn.Sequential(nn.Conv2d(before, classes, 3, padding=1))

    def forward(self, x):
        *skips, x = self.encoder(x)
        for block in self.decoder.blocks:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
            if skips:
                x = torch.cat([x, skips.pop()], dim=1)
            x = block(x)
        return self.segmentation_head(x)


class KerasBottleneck(nn.Module):
    """keras.applications.resnet.block1: the stride is in the shortcut and in the first 1 x 1 convolution."""

    def __init__(self, before, filters, stride, conv_shortcut):
        super().__init__()
        self.conv1 = nn.Conv2d(before, filters, 1, stride)
        self.bn1 = nn.BatchNorm2d(filters, eps=1.001e-5)
        self.conv2 = nn.Conv2d(filters, filters, 3, padding="same")
        self.bn2 = nn.BatchNorm2d(filters, eps=1.001e-5)
        self.conv3 = nn.Conv2d(filters, 4 * filters, 1)
        self.bn3 = nn.BatchNorm2d(4 * filters, eps=1.001e-5)
        self.downsample = nn.Sequential()
        if conv_shortcut:
            self.downsample = nn.Sequential(
                nn.Conv2d(before, 4 * filters, 1, stride), nn.BatchNorm2d(4 * filters, eps=1.001e-5))

    def forward(self, x):
        shortcut = self.downsample(x)
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        return F.relu(shortcut + self.bn3(self.conv3(x)))


class KerasResNet50(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2)
        self.bn1 = nn.BatchNorm2d(64, eps=1.001e-5)
        before = 64
        for stage, (filters, blocks) in enumerate(((64, 3), (128, 4), (256, 6), (512, 3)), start=1):
            units = []
            for i in range(blocks):
                units.append(KerasBottleneck(before, filters, 2 if i == 0 and stage > 1 else 1, i == 0))
                before = 4 * filters
            setattr(self, f"layer{stage}", nn.Sequential(*units))
        self.fc = sequence(dropout=nn.Dropout(0.5), bn=nn.BatchNorm1d(before, eps=1e-3),
                           dense=nn.Linear(before, classes))

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(F.pad(x, (3, 3, 3, 3)))))
        x = F.max_pool2d(F.pad(x, (1, 1, 1, 1)), 3, 2)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean(dim=(2, 3)))


class ShuffleUnit(nn.Module):
    """Figure 2 (b), and (c) where it strides."""

    groups = 3

    def __init__(self, before, width, strides, grouped):
        super().__init__()
        inside = width // 4
        self.strides = strides
        self.conv1 = nn.Conv2d(before, inside, 1, groups=self.groups if grouped else 1, bias=False)
        self.bn1 = nn.BatchNorm2d(inside)
        self.conv2 = nn.Conv2d(inside, inside, 3, 2 if strides else 1, 1, groups=inside, bias=False)
        self.bn2 = nn.BatchNorm2d(inside)
        after = width - before if strides else width
        self.conv3 = nn.Conv2d(inside, after, 1, groups=self.groups, bias=False)
        self.bn3 = nn.BatchNorm2d(after)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        # "reshaping the output channel dimension into (g, n), transposing and then flattening it back", Section 3.1
        y = y.unflatten(1, (self.groups, y.shape[1] // self.groups)).transpose(1, 2).flatten(1, 2)
        y = self.bn3(self.conv3(self.bn2(self.conv2(y))))
        if self.strides:
            return F.relu(torch.cat([F.avg_pool2d(x, 3, 2, 1), y], dim=1))
        return F.relu(x + y)


class ShuffleNetV1(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Sequential(nn.Conv2d(3, 24, 3, 2, 1, bias=False), nn.BatchNorm2d(24), nn.ReLU())
        before = 24
        for stage, width, count in ((2, 240, 4), (3, 480, 8), (4, 960, 4)):
            units = []
            for i in range(count):
                units.append(ShuffleUnit(before, width, i == 0, grouped=stage > 2 or i > 0))
                before = width
            setattr(self, f"stage{stage}", nn.Sequential(*units))
        self.fc = nn.Linear(before, classes)

    def forward(self, x):
        x = F.max_pool2d(self.conv1(x), 3, 2, 1)
        x = self.stage4(self.stage3(self.stage2(x)))
        return self.fc(x.mean(dim=(2, 3)))


# network, made, classes, gain, every which logit is written, trainable parameters, those and running statistics
CASES = [
    ("unet_resnet18", lambda c: UNet(ResNet18Encoder(), c), 1, 1.4, 97, 14328209, None),
    ("unet_mobilenetv1", lambda c: UNet(MobileNetV1Encoder(), c), 1, 1.5, 97, 8312465, None),
    ("keras_resnet50", KerasResNet50, 2, 1.1, 1, 23542786, 23600002),
    ("shufflenet_v1", ShuffleNetV1, 8, 1.0, 1, 912416, None),
]


def weigh(model, gain):
    """Gives a model its formula weights; returns its tensors' names and shapes."""
    tensors = [[n, list(t.shape)] for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")]
    left = model.load_state_dict({n: tensor(n, s, gain) for n, s in tensors}, strict=False)
    assert not left.unexpected_keys and all(n.endswith("num_batches_tracked") for n in left.missing_keys)
    return tensors


def case(network, make, classes, gain, stride, trainable, total):
    model = make(classes).eval()
    tensors = weigh(model, gain)
    assert sum(p.numel() for p in model.parameters()) == trainable, network
    assert total is None or sum(int(np.prod(s)) for _, s in tensors) == total, network
    images = tensor("input", INPUT, gain)
    with torch.no_grad():
        single = model(images)
        logits = model.double()(images.double())
    difference = ((single - logits).abs().max() / logits.abs().max()).item()
    assert difference < 1e-5, (network, difference)
    return {"network": network, "classes": classes, "input_shape": INPUT, "seed": SEED, "gain": gain,
            "tensors": tensors, "stride": stride,
            "logits": [float(f"{v:.7g}") for v in logits.flatten()[::stride].tolist()],
            "double_difference": float(f"{difference:.3g}")}


if __name__ == "__main__":
    torch.set_num_threads(1)
    json.dump([case(*c) for c in CASES], sys.stdout, separators=(",", ":"))
    print()
