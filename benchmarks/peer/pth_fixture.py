"""Writes the fixtures of PthFileTest: a small state dict as torch.save has it, in three formats, and its values.

pth_zip.pth: from torch 1.6 on.  pth_legacy.pth: before.  pth_old.pth: as torch 0.1 under Python 2 wrote it, imitated:
short byte strings, ordered dicts of pairs, parameters, tensors of the first version; torch reads it back here.
The last two name storages by their addresses: their bytes differ from run to run.

Usage: python3 benchmarks/peer/pth_fixture.py src/test/resources/peer     (torch 1.13)
"""
import collections
import json
import pathlib
import pickle
import sys
import types

import torch
from torch import nn


class Old(pickle._Pickler):
    """Pickles as Python 2 and torch 0.1 did."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_str(self, text):
        self.write(pickle.SHORT_BINSTRING + bytes([len(text)]) + text.encode("ascii"))
        self.memoize(text)

    dispatch[str] = save_str

    def reducer_override(self, value):
        if type(value) is collections.OrderedDict:
            pairs = [[k, v] for k, v in value.items()]
            return (collections.OrderedDict, (pairs,)) + ((vars(value),) if vars(value) else ())
        if isinstance(value, nn.Parameter):
            return nn.Parameter, (value.data,), (value.requires_grad, False, collections.OrderedDict())
        if isinstance(value, torch.Tensor):
            args = value.storage(), value.storage_offset(), tuple(value.size()), value.stride()
            return torch._utils._rebuild_tensor, args
        return NotImplemented


def old_dump(value, file, protocol):
    Old(file, protocol).dump(value)


folder = pathlib.Path(sys.argv[1])
torch.manual_seed(1)
net = nn.Sequential(nn.Conv2d(2, 3, 2), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 2))
net(torch.rand(5, 2, 3, 3))  # moves the running statistics
state = net.state_dict()
base = torch.arange(24.0).reshape(2, 3, 4) / 8
state["transposed"] = base.permute(2, 0, 1)
state["shared"] = base
state["slice"] = base[1, 1:, ::2]
state["row"] = base[1, 2]
state["expanded"] = torch.tensor([1.5, -2.5]).expand(3, 2)
state["empty"] = torch.zeros(0, 3)
state["scalar"] = torch.tensor(0.1)
state["half"] = torch.tensor([[0.1, -65504, 6e-8]]).half()
state["brain"] = torch.tensor([0.1, -3e38]).bfloat16()
state["parameter"] = nn.Parameter(torch.tensor([3.25]))
state["double"] = torch.tensor([0.1, 1e-300, 1e300], dtype=torch.float64)

torch.save(state, folder / "pth_zip.pth")
torch.save(state, folder / "pth_legacy.pth", _use_new_zipfile_serialization=False)
torch.save(state, folder / "pth_old.pth", _use_new_zipfile_serialization=False,
           pickle_module=types.SimpleNamespace(dump=old_dump, Pickler=Old, __name__="pickle"))
again = torch.load(folder / "pth_old.pth", encoding="ascii")
assert list(again) == list(state) and all(torch.equal(again[n], t) for n, t in state.items())
assert again["slice"].stride() == state["slice"].stride() and again._metadata == state._metadata

expected = {n: {"type": str(t.dtype), "shape": list(t.shape), "strides": list(t.stride()),
                "values": t.double().flatten().tolist()} for n, t in state.items()}
with open(folder / "pth.json", "w") as file:
    json.dump({"source": f"torch {torch.__version__}", "tensors": expected}, file)
