"""One step of vanmolle2021's student in PyTorch, as TrainingStepTime has it: milliseconds per step.

Usage: OMP_NUM_THREADS=1 python3 step_time.py     (needs PyTorch; one thread, CPU)
"""
import statistics
import time

import torch
from torch import nn

IMAGES, BATCH, STEPS, ROUNDS = 1000, 64, 200, 15
ALPHA, T = 0.6, 8.0


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2704, 10))
    sgd = torch.optim.SGD(net.parameters(), lr=0.01)
    images = torch.rand(IMAGES, 3, 28, 28)
    labels = torch.arange(IMAGES) % 10
    teacher = torch.randn(IMAGES, 10)

    def step(index):
        z = net(images[index])
        soft = -(torch.softmax(teacher[index] / T, 1) * torch.log_softmax(z / T, 1)).sum(1).mean()
        loss = ALPHA * T * T * soft + (1 - ALPHA) * nn.functional.cross_entropy(z, labels[index])
        sgd.zero_grad()
        loss.backward()
        sgd.step()

    times = []
    for _ in range(ROUNDS):
        order = [torch.randperm(IMAGES)[i : i + BATCH] for _ in range(13) for i in range(0, IMAGES, BATCH)][:STEPS]
        start = time.perf_counter()
        for index in order:
            step(index)
        times.append((time.perf_counter() - start) / STEPS * 1e3)
    times = times[3:]
    print(f"torch {torch.__version__}: median {statistics.median(times):.2f} ms/step, least {min(times):.2f}")


if __name__ == "__main__":
    main()
