package org.talweg.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.SignVector;
import org.talweg.data.generator.GaussianData;
import org.talweg.exact.Rational;
import org.talweg.exact.RationalVector;
import org.talweg.landscape.Objective;
import org.talweg.landscape.RegionProgram;
import org.talweg.landscape.SignedCell;
import org.talweg.landscape.SignedCells;
import org.talweg.solver.SequentialQuadraticSolver;

class LinearPartTest {

    private static final Instance MANY_ROWS = Instance.of(new GaussianData(12, 2, 3, 2).generate(), "1/50");

    private static ProvedOptimum optimum(String... faces) {
        Objective objective = MANY_ROWS.objective();
        CellSet cells = CellSet.of(objective.arrangement());
        List<SignedCell> hosts = Stream.of(faces)
                .map(f -> new SignedCell(
                        f.charAt(0) == '+' ? 1 : -1,
                        SignVector.parse(f.substring(2)).compose(cells.signs(0))))
                .toList();
        RegionProgram program = new RegionProgram(objective, hosts);
        ProvedOptimum proved = new ProgramProver(objective, 512)
                .prove(SignedCells.of(program), SequentialQuadraticSolver.dual().approximate(program))
                .proved()
                .orElseThrow();
        assertThat(proved.faces()).hasSize(faces.length);
        return proved;
    }

    private static double size(ProvedOptimum p) {
        RationalVector w = MANY_ROWS.data().inputs().transpose().multiply(p.centralResidual());
        return Math.sqrt(w.squaredNorm().doubleValue());
    }

    /** One pair inside cells, one on lines: both together leave nothing of X'r. */
    @Test
    void oppositePairsThatSpan() {
        ProvedOptimum p =
                optimum("+:++-+-+-+--++", "+:--+-+-+-++--", "-:+-++---++-+-", "-:+--+-+-+0-++", "-:-++-+-+-0+--");
        assertThat(size(p)).isLessThan(1e-12);
        assertThat(LinearPart.vanishes(MANY_ROWS.objective(), p)).isTrue();
    }

    /** One pair alone fixes one component of X'r. */
    @Test
    void onePairIsNotEnough() {
        ProvedOptimum p = optimum("+:0+-+-+-+--++", "-:+--+-+-+0-++", "-:-+---+0+---+");
        assertThat(size(p)).isGreaterThan(1e-3);
        assertThat(LinearPart.vanishes(MANY_ROWS.objective(), p)).isFalse();
    }

    /** In the plane two opposite rays without a second pair leave w free along one line. */
    @Test
    void pairsThatDoNotSpan() {
        Instance square = Instance.of("1/100", "1,0,1", "0,1,1", "-1,0,1", "0,-1,1");
        ProvedOptimum diagonal = square.prover(12).global().outcome().proved().orElseThrow();
        assertThat(diagonal.faces()).hasSize(2);
        assertThat(LinearPart.vanishes(square.objective(), diagonal)).isFalse();
        assertThat(diagonal.residualSpread().compareTo(Rational.of(1e-6))).isNegative();
    }
}
