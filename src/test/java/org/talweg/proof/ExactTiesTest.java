package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.exact.Truth;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.solver.SequentialQuadraticSolver;
import org.talweg.support.SupportBound;
import org.talweg.verdict.CellRoles;

class ExactTiesTest {

    /** An optimum with the cells of the program it was proved for. */
    private record Case(Objective objective, ProgramProver prover, ProvedOptimum optimum) {

        static Case of(Instance instance, String... cells) {
            Objective objective = instance.objective();
            ProgramProver prover = new ProgramProver(objective, 512);
            RegionProgram program = new RegionProgram(
                    objective, List.of(cells).stream().map(SignedCell::parse).toList());
            ProvedOptimum optimum = prover.prove(
                            SignedCells.of(program),
                            SequentialQuadraticSolver.dual().approximate(program))
                    .proved()
                    .orElseThrow();
            return new Case(objective, prover, optimum);
        }

        ProvedOptimum fine() {
            return prover.refined(optimum, 128).orElseThrow();
        }

        Truth ask(ExactTies ties, String cell) {
            SignedCell c = SignedCell.parse(cell);
            SupportBound bound = new SupportBound(objective);
            bound.setResidual(fine().centralResidual());
            return ties.isAtMostMu(c, objective.sides(c.cell()), bound);
        }

        boolean isOptimal(String... cells) {
            return prover.isOptimal(
                    SignedCells.of(new RegionProgram(
                            objective,
                            List.of(cells).stream().map(SignedCell::parse).toList())),
                    optimum);
        }

        int role(String cell) {
            SignedCells all = SignedCells.all(objective, CellSet.of(objective.arrangement()));
            int[] roles = CellRoles.of(all, optimum, prover);
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).equals(SignedCell.parse(cell))) {
                    return roles[i];
                }
            }
            throw new AssertionError(cell);
        }
    }

    private static final Instance FOUR = Instance.of("1/100", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1");

    /** Four diagonal rays reach mu, with z_1 + z_3 = z_2 + z_4: any three are independent, all four are not. */
    @Test
    void aTieWithMass() {
        Case c = Case.of(FOUR, "+:++--", "+:--++");
        ExactTies one = new ExactTies(c.objective, c.fine());
        assertThat(one.haveNoMass()).isTrue();
        assertThat(c.ask(one, "+:+--+")).isEqualTo(Truth.YES);
        assertThat(one.faces().toString()).isEqualTo("[+:+--+]");
        assertThat(one.haveNoMass()).isTrue();
        assertThat(c.ask(one, "+:-++-")).isEqualTo(Truth.YES);
        assertThat(one.faces().toString()).isEqualTo("[+:+--+, +:-++-]");
        assertThat(one.haveNoMass()).isFalse();
        assertThat(c.role("+:+--+")).isEqualTo(CellRoles.BEYOND);
        assertThat(c.role("-:+--+")).isEqualTo(CellRoles.SLACK);
    }

    @Test
    void belowAndAbove() {
        Case c = Case.of(FOUR, "+:++--");
        ExactTies ties = new ExactTies(c.objective, c.fine());
        assertThat(c.ask(ties, "-:++--")).isEqualTo(Truth.YES);
        assertThat(c.ask(ties, "+:--++")).isEqualTo(Truth.NO);
        assertThat(ties.faces()).isEmpty();
        assertThat(c.isOptimal("+:++--", "-:--++")).isTrue();
        assertThat(c.isOptimal("+:++--", "+:--++")).isFalse();
    }

    /** The second row is active at no ray of the first, and h of its cell is mu: optimal for all cells, and nothing there has mass. */
    @Test
    void aTieWithoutMass() {
        Case c = Case.of(Instance.of("2", "3,-1,5", "-1,0,4"), "+:+-");
        ExactTies ties = new ExactTies(c.objective, c.fine());
        assertThat(c.ask(ties, "+:-+")).isEqualTo(Truth.YES);
        assertThat(ties.faces()).hasSize(1);
        assertThat(ties.haveNoMass()).isTrue();
        assertThat(c.isOptimal("+:+-", "+:-+")).isTrue();
        assertThat(c.role("+:-+")).isEqualTo(CellRoles.TIED);
        Case less = Case.of(Instance.of("1999/1000", "3,-1,5", "-1,0,4"), "+:+-");
        assertThat(less.isOptimal("+:+-", "+:-+")).isFalse();
        assertThat(less.role("+:-+")).isEqualTo(CellRoles.BEYOND);
    }

    /**
     * Orthogonal rows at a switching value: the third row alone is worth exactly mu to the other sign, while the ray of the first two has no rational direction and so no
     * closed form.
     */
    @Test
    void aTieBesideABlockWithoutClosedForm() {
        Case c = Case.of(Instance.of("1/3", "3,0,0,3", "0,1,0,1", "0,0,1,-1"), "+:++-");
        ExactTies ties = new ExactTies(c.objective, c.fine());
        for (String cell : List.of("-:+++", "-:+-+", "-:-++", "-:--+")) {
            assertThat(c.ask(ties, cell)).as(cell).isEqualTo(Truth.YES);
        }
        assertThat(ties.faces().toString()).isEqualTo("[-:00+]");
        assertThat(ties.haveNoMass()).isTrue();
        Case less = Case.of(Instance.of("333/1000", "3,0,0,3", "0,1,0,1", "0,0,1,-1"), "+:++-");
        assertThat(less.isOptimal("+:++-", "-:+++")).isFalse();
    }

    /** Three rays of one sign tie at one residual, with dependent outputs and without a symmetry: optimal, but not shown to be unique. */
    @Test
    void tiesWithDependentOutputsAreReported() {
        Case c = Case.of(Instance.of("2/3", "-1,1,3", "0,-1,-3", "2,0,1"), "+:+-+");
        SignedCells cells = SignedCells.of(new RegionProgram(
                c.objective,
                List.of("+:+-+", "+:-++", "+:++-").stream()
                        .map(SignedCell::parse)
                        .toList()));
        OptimalityCheck check = OptimalityCheck.of(cells, c.fine(), c.prover::symmetries);
        assertThat(check.truth()).isEqualTo(Truth.YES);
        assertThat(check.ties()).hasSize(2);
    }

    /** Without a fine box nothing is looked for, since precision alone will mostly do. */
    @Test
    void coarseBoxesAreOpen() {
        Case c = Case.of(FOUR, "+:++--");
        assertThat(c.optimum.box().isRefined()).isFalse();
        ExactTies ties = new ExactTies(c.objective, c.optimum);
        assertThat(c.ask(ties, "+:+--+")).isEqualTo(Truth.OPEN);
    }
}
