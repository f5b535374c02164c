"""PyTorch on the CPU: the usual code of a binarized network, and the weak-RESET rule of
arXiv:2107.06064 as plain tensor code. Answers orders, one line of JSON each.

    torch_peer.py THREADS FOLDER

FOLDER holds the raw images and the exported network (see prepare.go). Numbers of the device laws
come from their published code."""
import json
import math
import os
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

WARM_UP = 2  # steps that are not measured


class Binarize(torch.autograd.Function):
    """Sign with the gradient straight through; hidden activations are clipped by Hardtanh before."""

    @staticmethod
    def forward(ctx, x):
        return torch.sign(x)

    @staticmethod
    def backward(ctx, grad):
        return grad


class BinaryLinear(nn.Linear):
    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, bias=False)
        nn.init.uniform_(self.weight, -0.05, 0.05)

    def forward(self, x):
        return F.linear(x, Binarize.apply(self.weight))


class Network(nn.Module):
    def __init__(self, widths, linear):
        super().__init__()
        self.linear = nn.ModuleList(linear(i, o) for i, o in zip(widths, widths[1:]))
        self.norm = nn.ModuleList(nn.BatchNorm1d(o) for o in widths[1:])

    def forward(self, x):
        last = len(self.linear) - 1
        for l, (linear, norm) in enumerate(zip(self.linear, self.norm)):
            x = norm(linear(x))
            if l < last:
                x = Binarize.apply(F.hardtanh(x))
        return x


class BinaryConv(nn.Conv2d):
    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, 3, padding=1, bias=False)
        nn.init.uniform_(self.weight, -0.05, 0.05)

    def forward(self, x):
        return F.conv2d(x, Binarize.apply(self.weight), padding=1)


class MapNetwork(nn.Module):
    """Pairs of convolutions; the largest of 2x2 sums behind each pair, before its normalization; then dense layers."""

    def __init__(self, maps, widths):
        super().__init__()
        self.linear = nn.ModuleList([BinaryConv(i, o) for i, o in zip([3] + maps, maps)]
                                    + [BinaryLinear(i, o) for i, o in zip(widths, widths[1:])])
        self.norm = nn.ModuleList([nn.BatchNorm2d(o) for o in maps] + [nn.BatchNorm1d(o) for o in widths[1:]])
        self.maps = len(maps)

    def forward(self, x):
        last = len(self.linear) - 1
        for l, (linear, norm) in enumerate(zip(self.linear, self.norm)):
            if l == self.maps:
                x = x.flatten(1)
            x = linear(x)
            if l < self.maps and l % 2 == 1:
                x = F.max_pool2d(x, 2)
            x = norm(x)
            if l < last:
                x = Binarize.apply(F.hardtanh(x))
        return x


class Latent:
    """Real hidden weights, Adam, clipped to [-1, 1]."""

    def __init__(self, net, rate):
        self.net = net
        self.adam = torch.optim.Adam(self.net.parameters(), lr=rate)

    def step(self, x, y):
        self.adam.zero_grad()
        loss = F.cross_entropy(self.net(x), y)
        loss.backward()
        self.adam.step()
        with torch.no_grad():
            for linear in self.net.linear:
                linear.weight.clamp_(-1, 1)
        return loss.item()


def truncated(shape, lo, hi, cdf, quantile):
    u = cdf(lo) + torch.rand(shape) * (cdf(hi) - cdf(lo))
    return quantile(u).clamp_(lo, hi)


def exponential(shape, loc, scale, lo, hi):
    return truncated(shape, lo, hi, lambda x: 1 - math.exp(-(x - loc) / scale), lambda u: loc - scale * torch.log1p(-u))


def normal(shape, mean, sd, lo, hi):
    phi = lambda x: 0.5 * (1 + math.erf((x - mean) / sd / math.sqrt(2)))
    return truncated(shape, lo, hi, phi, lambda u: mean + sd * math.sqrt(2) * torch.erfinv(2 * u - 1))


class PairLinear(nn.Module):
    """Weights W = sign(R_BL - R_BLb) of pairs of devices, [2][O][I]."""

    UP, DOWN, TAPS = 8e-4, 2e-3, 15

    def __init__(self, inputs, outputs):
        super().__init__()
        shape = (2, outputs, inputs)
        self.m1 = exponential(shape, 3.7415768e-5, 6.564678e-4, 3.74e-5, 0.0076)
        self.m2 = exponential(shape, 0, 2.88905170e-5, 0, 1.3e-4)
        self.kink = torch.exp(normal(shape, math.log(542.538522), 0.80338177, math.log(41), math.log(2000)))
        self.c1 = normal(shape, 0.00529314, 0.05320804, -0.15, 0.15)
        self.r0 = normal(shape, 6988, 381.7, 6252, 7897)
        self.amp = 0.5 * torch.rand(shape)
        self.at_kink = self.kink * (self.m1 - self.m2)  # of slope 2's line above c1
        self.pulses = torch.zeros(shape)
        self.trap = torch.zeros(shape)
        self.buffer = torch.zeros(2 * outputs * inputs, self.TAPS)  # the last uniform numbers, newest first
        self.pink = torch.zeros(shape)
        taps = [1.0]
        for k in range(1, self.TAPS):
            taps.append(taps[-1] * (k - 0.5) / k)
        self.taps = torch.tensor(taps)
        self.stationary = self.UP / (self.UP + self.DOWN)
        self.stay = math.log(1 - self.UP - self.DOWN)
        self.m, self.v = torch.zeros(shape[1:]), torch.zeros(shape[1:])
        self.weight = nn.Parameter(torch.where(torch.rand(shape[1:]) < 0.5, -1.0, 1.0))

    def forward(self, x):
        return F.linear(x, self.weight)

    @torch.no_grad()
    def update(self, gain, number):
        g = self.weight.grad
        self.m.mul_(0.9).add_(g, alpha=0.1)
        self.v.mul_(0.999).addcmul_(g, g, value=0.001)
        step = (self.m / (1 - 0.9**number)) / ((self.v / (1 - 0.999**number)).sqrt_().add_(1e-8))
        n = step.mul_(-gain).clamp_(-14, 14).round_()
        p = torch.stack((n.clamp(min=0), (-n).clamp(min=0)))
        self.pulses += p
        self.move_traps(p)
        self.move_pink(p)
        w = torch.where(self.pulses < self.kink, self.m1 * self.pulses, self.m2 * self.pulses + self.at_kink)
        w += self.c1
        w += self.trap * self.amp * torch.rand_like(w) * torch.rand_like(w)
        w += 0.025 * self.pink
        r = self.r0 * torch.exp(w)
        difference = r[0] - r[1]
        self.weight.copy_(torch.where(difference == 0, self.weight, torch.sign(difference)))

    def move_traps(self, p):
        """The two-state chain by the p-th power of its transition matrix."""
        high = self.stationary + (self.trap - self.stationary) * torch.exp(self.stay * p)
        self.trap = (torch.rand_like(p) < high).float()

    def move_pink(self, p):
        """One new uniform number a pulse, for the devices that received any."""
        flat = p.view(-1)
        at = flat.nonzero().squeeze(1)
        n = flat[at].long()
        fresh = torch.rand(len(at), 14)
        both = torch.cat((fresh, self.buffer[at]), 1)
        first = (14 - n).unsqueeze(1) + torch.arange(self.TAPS)
        moved = both.gather(1, first)
        self.buffer[at] = moved
        self.pink.view(-1)[at] = moved @ self.taps


class Pairs:
    """Learning in the devices; batch normalizations by ordinary Adam."""

    def __init__(self, widths, gain):
        self.net = Network(widths, PairLinear)
        self.gain, self.number = gain, 0
        self.adam = torch.optim.Adam(self.net.norm.parameters(), lr=8e-3)

    def step(self, x, y):
        self.number += 1
        self.net.zero_grad()
        loss = F.cross_entropy(self.net(x), y)
        loss.backward()
        self.adam.step()
        for linear in self.net.linear:
            linear.update(self.gain, self.number)
        return loss.item()


TRAININGS = {
    "latent": (lambda: Latent(Network([784, 1024, 1024, 10], BinaryLinear), 0.005), 100),
    "standard": (lambda: Latent(Network([784, 3000, 10], BinaryLinear), 0.005), 1000),
    "maps": (lambda: Latent(MapNetwork([32, 32, 64, 64, 128, 128], [2048, 256, 10]), 0.005), 100),
    "weak": (lambda: Pairs([784, 3000, 10], 4), 1000),
}


def fields(b):
    """The fields of a protocol-buffer message: number, whole number or bytes."""
    at = 0

    def varint():
        nonlocal at
        value, shift = 0, 0
        while True:
            byte = b[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(b):
        key = varint()
        value = varint()
        if key & 7 == 2:
            at += value
            value = b[at - value:at]
        yield key >> 3, value


def constants(model):
    """The tensors of an ONNX file by name."""
    tensors = {}
    (graph,) = (body for number, body in fields(model) if number == 7)
    for number, body in fields(graph):
        if number == 5:
            parts = list(fields(body))
            (name,), (raw,) = ([v for n, v in parts if n == k] for k in (8, 9))
            dims = [v for n, v in parts if n == 1]
            tensors[bytes(name).decode()] = torch.from_numpy(np.frombuffer(raw, np.float32).reshape(dims).copy())
    return tensors


def layers(t):
    """The layers of the exported network: weights [O][I] and what follows the product."""
    count = sum(name.startswith("W") for name in t)
    found = [(t[f"W{l}"].T.contiguous(), t[f"c{l}"]) for l in range(1, count)]
    after = [t[name] for name in ("scale", "bias", "mean", "inv", "gamma", "beta")]
    return found + [(t[f"W{count}"].T.contiguous(), after)]


class Peer:
    def __init__(self, folder):
        self.folder, self.running = folder, {}
        grey = np.fromfile(os.path.join(folder, "train-images"), np.uint8).reshape(-1, 784)
        self.images = torch.from_numpy(grey[:20000].astype(np.float32) / 255)
        self.labels = torch.from_numpy(np.fromfile(os.path.join(folder, "train-labels"), np.uint8).astype(np.int64))
        test = np.fromfile(os.path.join(folder, "test-images"), np.uint8)
        self.test_grey = torch.from_numpy(test.reshape(-1, 784).astype(np.float32))
        self.test_labels = torch.from_numpy(np.fromfile(os.path.join(folder, "test-labels"), np.uint8).astype(np.int64))
        self.layers, self.maps = None, None

    def images_of(self, job):
        """What a job trains on: grey values from 0 to 1, or planes of colours from -1 to 1."""
        if job != "maps":
            return self.images, self.labels
        if self.maps is None:
            self.maps = self.colours("train"), self.classes("train")
        return self.maps

    def colours(self, part):
        places = np.fromfile(os.path.join(self.folder, f"maps-{part}-images"), np.uint8).reshape(-1, 32, 32, 3)
        return torch.from_numpy(places.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1)

    def classes(self, part):
        labels = np.fromfile(os.path.join(self.folder, f"maps-{part}-labels"), np.uint8)
        return torch.from_numpy(labels.astype(np.int64))

    def eight(self, reps):
        """The products of a convolution of 32 maps of 16x16, 96 images, up and both ways down."""
        x = torch.randint(-127, 128, (96, 32, 16, 16)).float().requires_grad_()
        w = torch.randint(-127, 128, (32, 32, 3, 3)).float().requires_grad_()
        d = torch.randint(-127, 128, (96, 32, 16, 16)).float()
        ms = []
        for _ in range(WARM_UP + reps):
            x.grad = w.grad = None
            begin = time.perf_counter()
            F.conv2d(x, w, padding=1).backward(d)
            ms.append(1000 * (time.perf_counter() - begin))
        return {"ms": ms[WARM_UP:]}

    def train(self, job, reps):
        if job not in self.running:
            make, batch = TRAININGS[job]
            self.running[job] = [make(), batch, 0, *self.images_of(job)]
            for _ in range(WARM_UP):
                self.one(self.running[job])
        return {"ms": [self.one(self.running[job]) for _ in range(reps)]}

    def one(self, run):
        learner, batch, k, images, labels = run
        run[2] += 1
        at = k * batch % len(images)
        begin = time.perf_counter()
        loss = learner.step(images[at:at + batch], labels[at:at + batch])
        ms = 1000 * (time.perf_counter() - begin)
        if not math.isfinite(loss):
            raise ValueError(f"the loss is {loss}")
        return ms

    def learnt(self, job):
        """Accuracy on a thousand test images, by their own statistics, as the browsers' peers."""
        net, images, labels = self.running.pop(job)[0].net, self.test_grey[:1000] / 255, self.test_labels[:1000]
        if job == "maps":
            images, labels = self.colours("test")[:1000], self.classes("test")[:1000]
        with torch.no_grad():
            scores = net(images)
        return {"accuracy": (scores.argmax(1) == labels).float().mean().item()}

    def infer(self, reps):
        """The network that we export, folded: a product, a constant, a sign for each layer."""
        if self.layers is None:
            with open(os.path.join(self.folder, "model.onnx"), "rb") as f:
                self.layers = layers(constants(memoryview(f.read())))
            self.infer_once()
        ms = []
        for _ in range(reps):
            begin = time.perf_counter()
            classes = self.infer_once()
            ms.append(1000 * (time.perf_counter() - begin))
        return {"ms": ms, "predictions": "".join(map(str, classes.tolist()))}

    @torch.no_grad()
    def infer_once(self, batch=1000):
        classes = []
        for x in self.test_grey.split(batch):
            for w, c in self.layers[:-1]:
                x = F.linear(x, w, c).sign_()
            w, (scale, bias, mean, inv, gamma, beta) = self.layers[-1]
            y = (F.linear(x, w) * scale + bias - mean) * inv * gamma + beta
            classes.append(y.argmax(1))
        return torch.cat(classes)

    def answer(self, order):
        job, reps = order["job"], order.get("reps", 0)
        if job == "about":
            return {"ms": [], "about": about()}
        if job == "product":
            return product(reps)
        if job == "infer":
            return self.infer(reps)
        if job == "eight":
            return self.eight(reps)
        if job.startswith("learnt "):
            return self.learnt(job[len("learnt "):])
        return self.train(job, reps)


def product(reps):
    """A product of a thousand rows, whose time tells how good the BLAS's kernels are here."""
    x, w, ms = torch.ones(1000, 1024), torch.ones(1024, 1024), []
    for _ in range(WARM_UP + reps):
        begin = time.perf_counter()
        F.linear(x, w)
        ms.append(1000 * (time.perf_counter() - begin))
    return {"ms": ms[WARM_UP:]}


def about():
    """Which BLAS the process has loaded, with which kernels, and how many threads it has."""
    with open("/proc/self/maps") as f:
        lines = [line for line in f if "blas" in line.lower() and ".so" in line]
    loaded = {os.path.basename(os.path.realpath(line.split()[-1])) for line in lines}
    blas = ", ".join(sorted(loaded)) or "none"
    core = os.environ.get("OPENBLAS_CORETYPE", "those of its own choice")
    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread(s), BLAS: {blas}, kernels: {core}"


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    peer = Peer(sys.argv[2])
    for line in sys.stdin:
        try:
            answer = peer.answer(json.loads(line))
        except Exception as e:  # whatever a peer fails by is reported, not hidden
            answer = {"error": f"{type(e).__name__}: {e}"}
        print(json.dumps(answer), flush=True)


main()
