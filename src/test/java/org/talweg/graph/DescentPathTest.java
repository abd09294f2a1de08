package org.talweg.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.landscape.Region;
import org.talweg.landscape.Verdict;
import org.talweg.proof.ProvedValue;
import org.talweg.verdict.LandscapeProver;

class DescentPathTest {

    @Test
    void everyRegionLeadsDownToALocalMinimum() {
        Random random = Seeded.random(51);
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        for (int t = 0; t < 5; t++) {
            Instance instance =
                    t == 4 ? Instance.degenerate(random, 3, 2, "1/30") : Instance.gaussian(random, 3, 2, "1/30");
            Landscape landscape = Landscape.of(instance, 2);
            LandscapeProver prover = instance.prover(12);
            for (RegionNode node : landscape.graph().nodes()) {
                DescentPath path = DescentPath.from(node.region(), landscape.walk());
                Verdict verdict = prover.judge(node.region()).verdict();
                seen.merge(verdict, 1, Integer::sum);
                check(path, landscape, node);
                switch (verdict) {
                    case GLOBAL -> assertThat(path.steps()).hasSize(1);
                    // With two neurons on one ray there is a level way out: a local minimum, but no valley (T7b).
                    case SPURIOUS ->
                        assertThat(path.steps().size() > 1)
                                .isEqualTo(path.steps()
                                                .get(0)
                                                .value()
                                                .outcome()
                                                .proved()
                                                .orElseThrow()
                                                .faces()
                                                .size()
                                        < 2);
                    case SADDLE, NONE -> assertThat(path.steps().size()).isGreaterThan(1);
                    case UNDECIDED -> {}
                }
            }
        }
        assertThat(seen.get(Verdict.NONE)).isGreaterThan(20);
        assertThat(seen.get(Verdict.SADDLE)).isGreaterThan(20);
    }

    private static void check(DescentPath path, Landscape landscape, RegionNode start) {
        assertThat(path.end()).isNotEqualTo(DescentPath.End.UNDECIDED);
        assertThat(path.steps().get(0).region()).isEqualTo(start.region());
        ProvedValue before = null;
        Region at = null;
        for (DescentPath.Step step : path.steps()) {
            if (before != null) {
                double height = Landscape.middle(before.enclosure());
                assertThat(Landscape.middle(step.value().enclosure())).isLessThan(height);
                List<Region> way = new ArrayList<>(step.through());
                way.add(step.region());
                for (Region next : way) {
                    Region here = at;
                    Move move = landscape.walk().moves(here).stream()
                            .filter(m -> m.to().equals(next))
                            .findFirst()
                            .orElseThrow();
                    assertThat(Landscape.middle(landscape.walk().value(move).enclosure()))
                            .as("the pass is no higher than the start")
                            .isLessThan(height + 1e-12);
                    at = next;
                }
            }
            at = step.region();
            before = step.value();
        }
        double last = Landscape.middle(before.enclosure());
        boolean isBasin =
                landscape.tree().basins().stream().anyMatch(b -> Math.abs(Landscape.middle(b.value()) - last) < 1e-9);
        assertThat(path.end() == DescentPath.End.LOCAL_MINIMUM || isBasin).isTrue();
    }

    /** At a concave kink with dependent normals the regions next to the minimiser are level and only one further is lower. */
    @Test
    void stepsAcrossLevelRegions() {
        Instance instance = Instance.of("1/16", "1,0,0,-1", "0,1,0,-1", "1,1,0,5/4", "1,1,1,1");
        RegionGraph walk = Landscape.walk(instance);
        for (int i = 0; i < walk.cells().size(); i++) {
            Region region = new Region(
                    List.of(new org.talweg.landscape.SignedCell(1, walk.cells().signs(i))));
            DescentPath path = DescentPath.from(region, walk);
            assertThat(path.end()).isNotEqualTo(DescentPath.End.UNDECIDED);
        }
    }
}
