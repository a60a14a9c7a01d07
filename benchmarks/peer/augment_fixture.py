"""Writes the fixture of RandAugmentParityTest: torchvision's operations on byte tensors.

Usage: python3 benchmarks/peer/augment_fixture.py > src/test/resources/peer/augment.json  (torchvision 0.14)
"""
import base64
import json
import random

import torch, torchvision
from torchvision.transforms import autoaugment, InterpolationMode


def packed(tensor):
    return base64.b64encode(bytes(tensor.flatten().tolist())).decode()


random.seed(1)
H, W = 17, 22
image = torch.tensor([[[(x * 11 + y * 7 + c * 40 + random.randrange(60)) % 256 for x in range(W)]
                       for y in range(H)] for c in range(3)], dtype=torch.uint8)
low = (image.float() * 0.4 + 50).to(torch.uint8)
space = autoaugment.RandAugment(num_ops=2, magnitude=9)._augmentation_space(31, (H, W))
cases = []
for name, (magnitudes, signed) in space.items():
    for bin_ in (9, 24):
        magnitude = float(magnitudes[bin_].item()) if magnitudes.ndim > 0 else 0.0
        for sign in ((1, -1) if signed else (1,)):
            for which, source in (("wide", image), ("low", low)):
                out = autoaugment._apply_op(source, name, sign * magnitude, InterpolationMode.NEAREST, None)
                cases.append({"op": name, "bin": bin_, "sign": sign, "magnitude": magnitude, "image": which,
                              "out": packed(out)})
print(json.dumps({"source": f"torchvision {torchvision.__version__}, torch {torch.__version__}, byte tensors",
                  "height": H, "width": W, "images": {"wide": packed(image), "low": packed(low)},
                  "cases": cases}))
