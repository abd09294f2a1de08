#!/usr/bin/env python3
"""A second checker of certificates, in exact arithmetic and without any library.

    java -jar target/talweg.jar certify DATA --lambda L --width M --certificate FILE
    python3 examples/verify.py FILE

It proves anew: the cells and that none is missing; both bounds of the global value; and that the counting formulas and the
numbers at each width follow from the rays that are listed. That these rays are the optimum, and the list of minima, it takes
from the file; `talweg verify` proves them. The mathematics is in proofs-notes/certificate-format.md.
"""
import gzip
import hashlib
import json
import math
import sys
from fractions import Fraction


def refuse_unless(condition, why):
    if not condition:
        sys.exit("REFUSED " + why)


def no_duplicates(pairs):
    refuse_unless(len(dict(pairs)) == len(pairs), "a field comes twice")
    return dict(pairs)


def read(name):
    with open(name, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(name, "rt", encoding="ascii") as file:
        return json.load(file, object_pairs_hook=no_duplicates)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def signs(rows, w):
    return tuple((p > 0) - (p < 0) for p in (dot(x, w) for x in rows))


def root(q, places=200):
    """A rational upper bound of the square root of q; the root itself if that is short."""
    t = math.ceil(q * 4**places)
    r = math.isqrt(t)
    return Fraction(r + (r * r < t), 2**places)


def primitive(v):
    g = math.gcd(*v)
    lead = next(e for e in v if e)
    return tuple(e // (g if lead > 0 else -g) for e in v)


def count_cells(normals):
    """Adds the hyperplanes one by one: each cuts as many cells as its meets with the earlier ones leave in it."""
    normals = list(dict.fromkeys(primitive(v) for v in normals if any(v)))
    total = 1
    for k, a in enumerate(normals):
        p = next(j for j, e in enumerate(a) if e)
        total += count_cells([[b[j] * a[p] - a[j] * b[p] for j in range(len(a)) if j != p] for b in normals[:k]])
    return total


def meeting_all(rest, groups):
    """{base: coefficient}: maps to `rest` things and disjoint groups of these sizes that meet every group."""
    terms = {rest + sum(groups): 1}
    for size in groups:
        for base, c in list(terms.items()):
            terms[base - size] = terms.get(base - size, 0) - c
    return {base: c for base, c in terms.items() if base > 0 and c}


def check_terms(given, terms, what):
    refuse_unless([[int(c), int(b)] for c, b in given] == [[terms[b], b] for b in sorted(terms)], what)


def at(terms, m):
    return sum(c * b**m for b, c in terms.items())


def counted(number, thing):
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def check_data(problem):
    rows = [[Fraction(e) for e in row] for row in problem["rows"]]
    n, d, lam = problem["n"], problem["d"], Fraction(problem["lambda"])
    refuse_unless(n == len(rows) > 0 and all(len(r) == d + 1 for r in rows) and lam > 0, "data: wrong shape")
    text = f"{n} {d}\n" + "".join(" ".join(map(str, row)) + "\n" for row in rows)
    sha = hashlib.sha256(text.encode()).hexdigest()
    refuse_unless(sha == problem["sha256"], "data: the rows have another sha256")
    print(f"VERIFIED data: {counted(n, 'row')} of {counted(d, 'input')}, sha256 {sha}, lambda {lam}")
    sx = math.lcm(*(e.denominator for row in rows for e in row[:-1]))
    sy = math.lcm(*(row[-1].denominator for row in rows))
    x = [[int(e * sx) for e in row[:-1]] for row in rows]
    y = [int(row[-1] * sy) for row in rows]
    return x, y, lam * n * sx * sy, sy


def check_cells(listing, x, rho):
    """All signed cells in order, and the largest bound of their support values at rho, squared."""
    cells, largest, previous = [], Fraction(0), ()
    for cell in listing["list"]:
        w = [int(e) for e in cell["witness"]]
        a = signs(x, w)
        refuse_unless(all(s or not any(v) for s, v in zip(a, x)), "cells: a witness lies on a hyperplane")
        refuse_unless(next((s for s in a if s), 1) > 0 and a > previous, "cells: wrong order")
        previous = a
        around = [a, tuple(-s for s in a)] if any(a) else [a]
        signed = [(s, c) for c in around for s in (1, -1)]
        refuse_unless(len(signed) == len(cell["multipliers"]), "cells: multipliers are missing")
        for (s, c), nu in zip(signed, cell["multipliers"]):
            v = [-s * sum(r * row[j] for r, row, k in zip(rho, x, c) if k > 0) for j in range(len(w))]
            for h, value in zip(nu[1::2], nu[2::2]):
                step = Fraction(int(value), int(nu[0])) * c[h]
                refuse_unless(step * c[h] > 0 and h >= 0, "cells: a multiplier is not positive")
                v = [e + step * f for e, f in zip(v, x[h])]
            largest = max(largest, dot(v, v))
        cells += signed
    refuse_unless(str(len(cells) // 2) == listing["count"], "cells: wrong count")
    refuse_unless(count_cells(x) == len(cells) // 2, "cells: some are missing")
    print(f"VERIFIED cells: {counted(len(cells) // 2, 'cell')}, all of them; N = {counted(len(cells), 'signed cell')}")
    return cells, largest


def check_value(value, solution, x, y, mu, sy, rho, largest):
    n, scale = len(x), int(solution["denominator"])
    residual, mass = [Fraction(-e) for e in y], Fraction(0)
    for ray in solution["rays"]:
        u = [Fraction(int(e), scale) for e in ray["point"]]
        sign = {"+": 1, "-": -1}[ray["sign"]]
        residual = [r + sign * max(dot(row, u), 0) for r, row in zip(residual, x)]
        mass += root(dot(u, u))
    upper = (dot(residual, residual) + 2 * mu * mass) / n
    excess = max(root(largest) - mu, 0) * Fraction(dot(y, y)) / mu
    lower = max((-2 * dot(rho, y) - dot(rho, rho) - excess) / n, 0)
    low, high = Fraction(value["lower"]), Fraction(value["upper"])
    refuse_unless(low <= lower / sy**2, "global value: the lower bound is not shown")
    refuse_unless(upper / sy**2 <= high, "global value: the upper bound is not shown")
    print(f"VERIFIED global value: {float(low)!r} up to {float(high - low):.1e}, at every width from {len(solution['rays'])} on")


def stars(faces, solution, cells):
    sizes = []
    for ray in solution["rays"]:
        face = ["-0+".index(c) - 1 for c in faces[ray["face"]]["covector"]]
        sizes.append(sum(f"{'-0+'[s + 1]}" == ray["sign"] and all(not f or f == e for f, e in zip(face, c)) for s, c in cells))
    return sizes


def check_counts(c, cells):
    n, best, minima = len(cells), None, []
    if c["optimum"]:
        sizes = stars(c["faces"], c["global"]["solution"], cells)
        best = meeting_all(n - sum(sizes), sizes)
        refuse_unless(c["optimum"]["stars"] == sizes, "unique optimum: wrong star sizes")
        check_terms(c["optimum"]["regions"], best, "unique optimum: wrong counting formula")
    for minimum in c["minima"]:
        sizes = stars(c["faces"], minimum["solution"], cells)
        minima.append(meeting_all(0, sizes))
        refuse_unless(minimum["stars"] == sizes, "local minimum: wrong star sizes")
        check_terms(minimum["regions"], minima[-1], "local minimum: wrong counting formula")
    print(f"VERIFIED counting formulas: of {len(minima) + bool(best)} ray sets, given that they are what the file says")
    for width in c["widths"]:
        m, reached = width["width"], len(c["global"]["solution"]["rays"])
        if best and m >= reached:
            refuse_unless(width["global"] == str(at(best, m)), f"width {m}: wrong number of global regions")
            if c["completeness"]:
                total = sum(at(terms, m) for terms in minima)
                refuse_unless(width["spurious"] == str(total), f"width {m}: wrong number of spurious regions")
            print(f"VERIFIED width {m}: global {width['global']}, spurious {width['spurious']}, given the list of minima")


def main(name):
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    c = read(name)
    refuse_unless(c["format"] == "talweg-certificate-1", "format")
    x, y, mu, sy = check_data(c["problem"])
    solution = c["global"]["solution"]
    rho = [Fraction(int(e), 2 ** solution["shift"]) for e in solution["residual"]]
    refuse_unless(len(rho) == len(x), "global value: the residual has another length")
    cells, largest = check_cells(c["cells"], x, rho)
    check_value(c["value"], solution, x, y, mu, sy, rho, largest)
    check_counts(c, cells)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: verify.py CERTIFICATE")
    try:
        main(sys.argv[1])
    except Exception as e:
        sys.exit(f"REFUSED the file is not a certificate of this format: {e!r}")
