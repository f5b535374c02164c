#!/usr/bin/env python3
# %% [markdown]
# # Accuracy over the bit error rate
#
# Runs the laboratory's command and draws a chart from its CSV and its JSON. `./build.sh build` makes the command as
# `dist/arraylab`; the variable `ARRAYLAB` names another one. What stands in the folder already is not computed again,
# and a sweep that was interrupted goes on. A file is the same, byte for byte, on every machine.
#
# The chart needs pandas and matplotlib (on Debian: `apt-get install python3-pandas python3-matplotlib`); without them
# the table is printed alone.

# %%
import csv
import json
import os
import shutil
import statistics
import subprocess

ARRAYLAB = os.environ.get("ARRAYLAB") or shutil.which("arraylab") or "dist/arraylab"
LINK = "v=1&train=20000&hidden=256&epochs=3&memory=ber"  # what is behind the # of an address
SWEEP = LINK + "&ber=0.001..0.3..9log&chips=5"  # nine error rates, five chips each
RESULT, POINTS, CHART = "run.json", "sweep.csv", "sweep.svg"

# %% [markdown]
# ## Run the command
#
# `run` prints one JSON object: accuracy, confusion, bit error rates, energy, fingerprint. `sweep` writes a line a point.

# %%
def arraylab(*arguments):
    """Runs the command and returns what it prints; its progress is seen meanwhile."""
    return subprocess.run([ARRAYLAB, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


if not os.path.exists(RESULT):
    text = arraylab("run", LINK)
    with open(RESULT, "w", encoding="utf-8") as file:
        file.write(text)
if not os.path.exists(POINTS):
    arraylab("sweep", "-out", POINTS, SWEEP)

# %% [markdown]
# ## Read what it wrote
#
# Lines of a table that begin with `#` are comments: the link, and the version that made the points.

# %%
def read(path):
    """Points of a sweep, as dictionaries; accuracies are shares."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    numbers = ("chip", "accuracy", "ber", "joules")
    return [{**row, **{key: float(row[key]) for key in numbers}} for row in rows]


def spreads(points):
    """By value, in the order of the sweep: mean and standard deviation of the accuracy from chip to chip, in percent."""
    by_value = {}
    for point in points:
        by_value.setdefault(point["value"], []).append(100 * point["accuracy"])
    return {
        value: (statistics.fmean(all_), statistics.stdev(all_) if len(all_) > 1 else 0.0)
        for value, all_ in by_value.items()
    }


with open(RESULT, encoding="utf-8") as file:
    result = json.load(file)
points = read(POINTS)
ideal = 100 * (result["idealAccuracy"] if result["idealAccuracy"] >= 0 else result["accuracy"])
print(f"{result['link']}: {100 * result['accuracy']:.2f} %, ideal {ideal:.2f} %, fingerprint {result['fingerprint'][:8]}")
for value, (mean, deviation) in spreads(points).items():
    print(f"{value} {mean:.2f} {deviation:.2f}")

# %% [markdown]
# ## Draw it
#
# 85 mm wide, as a column of a paper. The title is for the caption; the link is in the file's metadata.

# %%
def draw(path):
    """Draws the accuracy over the error rate, with one standard deviation from chip to chip."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import pandas

    frame = pandas.read_csv(POINTS, comment="#")
    frame["accuracy"] *= 100
    by_value = frame.groupby("value")["accuracy"].agg(["mean", "std"])
    plt.rcParams.update({"font.size": 8, "svg.fonttype": "none"})
    figure, axes = plt.subplots(figsize=(85 / 25.4, 60 / 25.4), layout="constrained")
    axes.axhline(ideal, color="0.4", linestyle="--", linewidth=0.8, label="ideal")
    axes.plot(frame["value"], frame["accuracy"], ".", color="0.6", markersize=2, label="one chip")
    axes.errorbar(by_value.index, by_value["mean"], yerr=by_value["std"], color="#1b66b8", linewidth=1.2, capsize=2,
                  label="mean, one standard deviation")
    axes.set(xscale="log", xlabel="bit error rate", ylabel="accuracy (%)")
    axes.grid(axis="y", linewidth=0.3)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Title": "Accuracy over the bit error rate", "Source": SWEEP, "Date": None})


try:
    draw(CHART)
    print("drawn", CHART)
except ImportError as missing:
    print("no chart:", missing)
