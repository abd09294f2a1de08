#!/usr/bin/python3
"""Values of P(S) by a second-order cone solver, for comparison with `talweg region`.

    P(S) = min (1/n) |sum_c s_c D_c X u_c - y|^2 + 2 lambda sum_c |u_c|,   u_c in the closed cell c

Solves it with CVXOPT's interior-point method for every set S of 1..K signed cells of a small data set
(rows in general position, label in the last column) and prints one line a program: S, value, seconds.

    apt-get install python3-cvxopt
    /usr/bin/python3 examples/socp_reference.py DATA.csv --lambda 0.01 --size 4 [--limit 2000]

--limit takes that many sets of each size, evenly spaced. The last lines give the time per program.
Time is that of the solver call, with the matrices ready.
"""
import argparse
import csv
import itertools
import random
import statistics
import time
from fractions import Fraction

from cvxopt import matrix, solvers, spmatrix


def read(path):
    rows = []
    for record in csv.reader(open(path, encoding="utf-8")):
        try:
            rows.append([float(Fraction(v.strip())) for v in record])
        except ValueError:
            if rows:
                raise
    return [r[:-1] for r in rows], [r[-1] for r in rows]


def cells(x, samples=200_000, seed=1):
    """Sign patterns hit by random points. Thin cells can be missed: compare the count with `talweg cells`."""
    rng = random.Random(seed)
    found = set()
    for _ in range(samples):
        w = [rng.gauss(0, 1) for _ in x[0]]
        found.add(tuple(sum(a * b for a, b in zip(row, w)) > 0 for row in x))
    return sorted(found, reverse=True)


def program(x, y, lam, cone_set):
    """CVXOPT's quadratic cone program in the variables (t_c, u_c), |u_c| <= t_c."""
    n, d = len(x), len(x[0])
    width = d + 1
    h = matrix(0.0, (n, width * len(cone_set)))
    rows, cols, vals = [], [], []
    for c, (sign, pattern) in enumerate(cone_set):
        for k in range(n):
            for i in range(d):
                if pattern[k]:
                    h[k, c * width + 1 + i] = sign * x[k][i]
                rows.append(c * n + k)
                cols.append(c * width + 1 + i)
                vals.append(-x[k][i] if pattern[k] else x[k][i])
    linear, size = n * len(cone_set), width * len(cone_set)
    g = spmatrix(vals + [-1.0] * size, rows + [linear + i for i in range(size)], cols + list(range(size)))
    target = matrix(y)
    q = -2.0 / n * (h.T * target)
    q[::width] += 2 * lam
    dims = {"l": linear, "q": [width] * len(cone_set), "s": []}
    return (2.0 / n * (h.T * h), q, g, matrix(0.0, (linear + size, 1)), dims), sum(v * v for v in y) / n


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--lambda", dest="lam", type=Fraction, required=True)
    parser.add_argument("--size", type=int, default=4)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--tolerance", type=float, default=1e-10)
    parser.add_argument("--quiet", action="store_true", help="print only the times")
    options = parser.parse_args()
    solvers.options.update(
        show_progress=False, abstol=options.tolerance, reltol=options.tolerance, feastol=options.tolerance
    )
    x, y = read(options.data)
    patterns = cells(x)
    signed = [(sign, p) for sign in (1, -1) for p in patterns]
    print(f"# n={len(x)} d={len(x[0])} cells={len(patterns)} lambda={options.lam}")
    everything = []
    for size in range(1, options.size + 1):
        sets = list(itertools.combinations(signed, size))
        if options.limit and len(sets) > options.limit:
            sets = sets[:: -(-len(sets) // options.limit)]
        times = []
        for s in sets:
            arguments, constant = program(x, y, float(options.lam), s)
            start = time.perf_counter()
            result = solvers.coneqp(*arguments)
            times.append(time.perf_counter() - start)
            if not options.quiet:
                name = ",".join(("+:" if c > 0 else "-:") + "".join("-+"[b] for b in p) for c, p in s)
                print(f"{name} {result['primal objective'] + constant:.12g} {times[-1]:.6f} {result['status']}")
        everything += times
        print(f"# size {size}: {len(sets)} programs, median {1e3 * statistics.median(times):.2f} ms")
    print(f"# all: {len(everything)} programs, mean {1e3 * statistics.mean(everything):.2f} ms, total {sum(everything):.1f} s")


if __name__ == "__main__":
    main()
