package org.talweg.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.talweg.census.ExponentialSum;
import org.talweg.census.RaySet;
import org.talweg.certificate.LocalMinimum;
import org.talweg.certificate.OptimalRaySet;
import org.talweg.certificate.SlackCell;
import org.talweg.certificate.Solution;
import org.talweg.certificate.Term;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Region;
import org.talweg.landscape.SignedCell;
import org.talweg.proof.ProvedOptimum;
import org.talweg.verdict.CellRoles;
import org.talweg.verdict.LandscapeProver;

/** Evidence for ray sets of a census. */
final class Families {

    private final IntegerProblem problem;
    private final CellNumbers numbers;
    private final SolutionMaker solutions;
    private final MassMaker masses;
    private final LandscapeProver prover;
    private final int digits;

    Families(IntegerProblem problem, CellNumbers numbers, SolutionMaker solutions, LandscapeProver prover, int digits) {
        this.problem = problem;
        this.numbers = numbers;
        this.solutions = solutions;
        this.prover = prover;
        this.masses = new MassMaker(problem);
        this.digits = digits;
    }

    /** A ray set that is no local minimum, or not known to be one. */
    OptimalRaySet raySet(RaySet set) {
        ProvedOptimum optimum = canonical(set);
        Solution solution = solutions.of(optimum, digits);
        return new OptimalRaySet(solution, slack(set, solution), descent(optimum));
    }

    /** An optimum that is no local minimum on its own faces, or has others, with some cells that are its hosts or slack. */
    OptimalRaySet raySet(ProvedOptimum optimum, Set<Integer> cells) {
        Solution solution = solutions.of(optimum, digits);
        List<SlackCell> slack = slack(
                solution,
                cells.stream()
                        .mapToInt(c -> c)
                        .filter(c -> !isInStar(optimum, c))
                        .toArray());
        return new OptimalRaySet(solution, slack, descent(optimum));
    }

    private boolean isInStar(ProvedOptimum optimum, int c) {
        return optimum.faces().stream().anyMatch(f -> f.isInClosureOf(numbers.get(c)));
    }

    /** The ray set in a box that does not depend on the path by which the census came to it. */
    private ProvedOptimum canonical(RaySet set) {
        SignedCell[] hosts = new SignedCell[set.faces().size()];
        for (int c = numbers.size() - 1; c >= 0; c--) {
            int role = set.role(numbers.signedCell(c));
            if (role >= 0) {
                hosts[role] = numbers.get(c);
            }
        }
        return hosts.length == 0
                ? set.optimum()
                : prover.optimum(new Region(List.of(hosts)))
                        .proved()
                        .filter(p -> p.faces().equals(set.faces()))
                        .orElse(set.optimum());
    }

    private static Optional<OptimalRaySet.Descent> descent(ProvedOptimum optimum) {
        for (int i = 0; i < optimum.faces().size(); i++) {
            Optional<RationalVector> direction = optimum.descent(i);
            if (direction.isPresent()) {
                return Optional.of(
                        new OptimalRaySet.Descent(i, List.of(direction.get().primitive())));
            }
        }
        return Optional.empty();
    }

    /** A local minimum. */
    LocalMinimum minimum(RaySet set) {
        ProvedOptimum optimum = canonical(set);
        Solution solution = solutions.of(optimum, 2 * digits);
        return minimum(
                optimum,
                solution,
                slack(set, solution),
                java.util.Arrays.stream(set.hosts()).asLongStream().toArray(),
                set.regionsOnRays());
    }

    /** A local minimum of which nothing is known beyond its stars. */
    LocalMinimum minimum(ProvedOptimum optimum, long[] stars, ExponentialSum regions) {
        return minimum(optimum, solutions.of(optimum, 2 * digits), List.of(), stars, regions);
    }

    private LocalMinimum minimum(
            ProvedOptimum optimum, Solution solution, List<SlackCell> slack, long[] stars, ExponentialSum regions) {
        return new LocalMinimum(
                solution,
                slack,
                masses.of(solution),
                value(optimum),
                LongStream.of(stars).boxed().toList(),
                terms(regions));
    }

    /** Wider than what the solution shows by a factor of about {@code 2^digits}, so short to write. */
    private Enclosure value(ProvedOptimum optimum) {
        Enclosure value = solutions.refined(optimum, 2 * digits).value();
        int places = Math.max(0, 2 * digits - IntegerProblem.log2(value.upper()));
        Rational margin = Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(places));
        return new Enclosure(
                        value.lower().subtract(margin).max(Rational.ZERO),
                        value.upper().add(margin))
                .roundOutward(places + 4);
    }

    static List<Term> terms(ExponentialSum sum) {
        return sum.terms().entrySet().stream()
                .map(e -> new Term(e.getValue(), e.getKey()))
                .toList();
    }

    private List<SlackCell> slack(RaySet set, Solution solution) {
        return slack(
                solution,
                IntStream.range(0, numbers.size())
                        .filter(c -> CellRoles.isIdle(set.role(numbers.signedCell(c))))
                        .toArray());
    }

    private List<SlackCell> slack(Solution solution, int[] cells) {
        Multiplying multiplying = new Multiplying(problem, solution, digits);
        Rational threshold = threshold(problem, digits);
        List<SlackCell> slack = new ArrayList<>();
        for (int c : cells) {
            SignedCell cell = numbers.get(c);
            int[] sides = problem.objective().sides(cell.cell());
            slack.add(new SlackCell(
                    c, multiplying.of(cell.sign(), sides, threshold).multipliers()));
        }
        return slack;
    }

    /** The square of a number somewhat below mu: what is shown to be below is below mu at the optimum as well. */
    static Rational threshold(IntegerProblem problem, int digits) {
        Rational share = Rational.ONE.subtract(Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(digits - 6)));
        return problem.mu().multiply(share).square();
    }
}
