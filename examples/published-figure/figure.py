"""Share of activation regions with a global minimum, and with a "bad local minimum", against the width.

A published experiment (arXiv 2505.22578): gaussian inputs, labels of a teacher with ten hidden neurons,
lambda = 0.01, n in {4, 6}, d in {3, 5}. There, 20 regions a point are sampled and a minimum counts as bad if gradients
vanish up to a tolerance. Here the shares are exact where the census ends, and Clopper-Pearson bands of regions judged with
proof elsewhere; and the two readings of "bad" are told apart: local minima that are not global, and these together with saddles.

Run from the project's top folder, after `mvn -q -DskipTests package`; takes some ten minutes and writes shares.csv and, with matplotlib,
figure.svg beside this file:

    python3 examples/published-figure/figure.py
"""

import csv
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
TALWEG = ["java", "-jar", "target/talweg.jar"]
WIDTHS = [2, 3, 5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160]
SEEDS = [1, 2, 3]
# How far each census goes: all four verdicts, global and spurious only, or a sample.
PANELS = {(4, 3): ["--census", "full"], (4, 5): ["--census", "full"],
          (6, 3): ["--census", "minima", "--sample", "1000"], (6, 5): ["--sample", "1000"]}
FIELDS = ["n", "d", "seed", "width", "quantity", "kind", "estimate", "low", "high"]


def talweg(*arguments, data=None):
    done = subprocess.run(TALWEG + list(arguments), input=data, capture_output=True, text=True, check=True)
    return done.stdout


def shares(n, d, seed, options):
    """Rows of the table for one data set."""
    data = talweg("generate", "teacher", "-n", str(n), "-d", str(d), "--seed", str(seed))
    report = json.loads(talweg("certify", "-", "--lambda", "0.01", "--width", ",".join(map(str, WIDTHS)),
                               "--format", "json", *options, data=data))
    for width in report["widths"]:
        row = {"n": n, "d": d, "seed": seed, "width": width["width"]}
        regions = int(width["regions"])

        def exact(quantity, count):
            return {**row, "quantity": quantity, "kind": "exact", "estimate": count / regions}

        for quantity in ("global", "spurious"):
            if width[quantity] is not None:
                yield exact(quantity, int(width[quantity]))
        verdicts = width.get("verdicts")
        if verdicts and report["census"]["complete"]:
            yield exact("spurious+saddle", int(verdicts["SPURIOUS"]) + int(verdicts["SADDLE"]))
        for verdict, quantity in (("GLOBAL", "global"), ("SPURIOUS", "spurious"), ("SADDLE", "spurious+saddle")):
            # SADDLE exceeds SPURIOUS by orders of magnitude, so its interval stands for the sum.
            if verdict in width.get("shares", {}):
                yield {**row, "quantity": quantity, "kind": "sampled", **width["shares"][verdict]}


def draw(rows):
    import matplotlib
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "talweg"
    from matplotlib import pyplot
    colours = {"global": "#1b7837", "spurious": "#b2182b", "spurious+saddle": "#ef8a62"}
    names = {"global": "global minimum", "spurious": "spurious local minimum", "spurious+saddle": "spurious or saddle"}
    figure, axes = pyplot.subplots(2, 2, figsize=(9, 6.4), sharex=True, sharey=True)
    for axis, (n, d) in zip(axes.flat, PANELS):
        for quantity, colour in colours.items():
            for seed in SEEDS:
                def points(kind):
                    return [r for r in rows if (r["n"], r["d"], r["seed"], r["quantity"], r["kind"])
                            == (n, d, seed, quantity, kind)]
                exact, sampled = points("exact"), points("sampled")
                if exact:
                    axis.plot([r["width"] for r in exact], [max(r["estimate"], 1e-30) for r in exact], color=colour)
                elif sampled and quantity != "spurious":
                    axis.fill_between([r["width"] for r in sampled], [max(r["low"], 1e-30) for r in sampled],
                                      [r["high"] for r in sampled], color=colour, alpha=0.25, linewidth=0)
        axis.set(xscale="log", yscale="log", ylim=(1e-8, 1.5), title=f"n = {n}, d = {d}")
        axis.grid(alpha=0.3)
    for axis in axes[1]:
        axis.set_xlabel("width m")
    for axis in axes[:, 0]:
        axis.set_ylabel("share of regions")
    handles = [pyplot.Line2D([], [], color=c, label=names[q]) for q, c in colours.items()]
    figure.legend(handles=handles, loc="lower center", ncol=3, frameon=False)
    figure.tight_layout(rect=(0, 0.05, 1, 1))
    figure.savefig(HERE / "figure.svg", metadata={"Date": None})


def main():
    rows = []
    for (n, d), options in PANELS.items():
        for seed in SEEDS:
            rows += shares(n, d, seed, options)
            print(f"n = {n}, d = {d}, seed {seed}", flush=True)
    with open(HERE / "shares.csv", "w", newline="") as out:
        table = csv.DictWriter(out, FIELDS)
        table.writeheader()
        table.writerows(rows)
    try:
        draw(rows)
    except ImportError:
        print("matplotlib is not installed: shares.csv is written, figure.svg is not")


if __name__ == "__main__":
    main()
