"""Writes logits of EfficientNet-B7 under formula weights of a smaller gain, by torchvision in double precision.

With the gain of fixtures/models/efficientnet_b7.json the network amplifies rounding: torchvision 0.14 itself gives
other logits in single than in double precision. With gain 1.3 it does not.

Usage: python3 benchmarks/peer/efficientnet_b7_fixture.py FIXTURE > src/test/resources/peer/efficientnet_b7.json
"""
import json
import sys
import zlib

import numpy as np
import torch
import torchvision

GAIN = 1.3
fixture = json.load(open(sys.argv[1]))


def unit(name, count, seed):
    base = np.uint64(((seed << 48) ^ (zlib.crc32(name.encode()) << 16)) & (2**64 - 1))
    with np.errstate(over="ignore"):
        z = base + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(40)).astype(np.float64) / 2**24


def tensor(name, shape):
    u = unit(name, int(np.prod(shape)), fixture["seed"])
    last = name.split(".")[-1]
    if name == "input":
        v = 2 * u - 1
    elif last == "running_var":
        v = 0.75 + 0.5 * u
    elif len(shape) >= 2:
        v = (2 * u - 1) * GAIN * np.sqrt(3 / np.prod(shape[1:]))
    elif last == "weight":
        v = 1 + 0.2 * (2 * u - 1)
    else:
        v = 0.1 * (2 * u - 1)
    return torch.tensor(v.reshape(shape), dtype=torch.float32)


model = torchvision.models.efficientnet_b7(num_classes=fixture["num_classes"]).eval()
model.load_state_dict({n: tensor(n, s) for n, s in fixture["tensors"]}, strict=False)
images = tensor("input", fixture["input_shape"])
with torch.no_grad():
    single = model(images)
    logits = model.double()(images.double())
print(json.dumps({"source": f"torchvision {torchvision.__version__}, double precision", "gain": GAIN,
                  "furthest_in_single_precision": (single - logits).abs().max().item(), "logits": logits.tolist()}))
