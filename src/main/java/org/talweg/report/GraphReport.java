package org.talweg.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.talweg.analysis.Analysis;
import org.talweg.census.ClassWidths;
import org.talweg.census.LocalMinima;
import org.talweg.census.MinimumClass;
import org.talweg.data.Dataset;
import org.talweg.data.Plural;
import org.talweg.graph.DescentPath;
import org.talweg.graph.Levels;
import org.talweg.graph.MergeTree;
import org.talweg.graph.MergeTree.Basin;
import org.talweg.graph.MergeTree.Branch;
import org.talweg.graph.MergeTree.Join;
import org.talweg.graph.MergeTree.Merger;
import org.talweg.graph.MergeTree.Open;
import org.talweg.graph.RegionEdge;
import org.talweg.graph.RegionNode;
import org.talweg.graph.ValleyWidths;
import org.talweg.graph.WholeGraph;
import org.talweg.landscape.Region;
import org.talweg.proof.ProvedOptimum;
import org.talweg.proof.ProvedValue;
import org.talweg.proof.ValueProver;

/**
 * What the {@code graph} command shows of a region graph, its merge tree, or a descent path.
 *
 * @param minima the local minima of all widths, if a search for them was run
 */
public record GraphReport(
        Dataset data,
        Analysis analysis,
        WholeGraph graph,
        Levels levels,
        MergeTree tree,
        Optional<LocalMinima> minima) {

    private static final int PLATEAUS_SHOWN = 4;

    private Optional<ValleyWidths> widths() {
        return minima.flatMap(m -> ValleyWidths.of(m, analysis.global()));
    }

    /** The classes of spurious local minima of this width that are no basins (theorem T16); empty if the list was not finished. */
    private Optional<List<MinimumClass>> plateaus() {
        return minima.filter(LocalMinima::finished).map(m -> {
            Map<MinimumClass, ClassWidths> widths = ClassWidths.of(m, analysis.global());
            return m.classes().stream()
                    .filter(c -> widths.get(c).isPlateauAt(graph.width()))
                    .toList();
        });
    }

    private Object plateau(MinimumClass c) {
        return Json.fields(
                "value",
                analysis.prover().enclose(c.optimum()),
                "rays",
                c.faces().stream().map(Object::toString).toList(),
                "from",
                c.leastRays());
    }

    /** The fields of {@code graph}. */
    public Map<String, Object> toJson() {
        Optional<ValleyWidths> widths = widths();
        return Json.fields(
                "problem", CertifyJson.problem(analysis.objective()),
                "width", graph.width(),
                "signedCells", graph.signedCells(),
                "regions", BigInteger.valueOf(graph.signedCells()).pow(graph.width()),
                "nodes", graph.nodes().stream().map(this::node).toList(),
                "edges", graph.edges().stream().map(this::edge).toList(),
                "basins", tree.basins().stream().map(this::basin).toList(),
                "plateaus",
                        plateaus()
                                .map(p -> p.stream().map(this::plateau).toList())
                                .orElse(null),
                "joins", tree.joins().stream().map(this::join).toList(),
                "copyJoins", tree.mergers().stream().map(this::merger).toList(),
                "globalComponents", tree.globalComponents().orElse(null),
                "decided", tree.isDecided(),
                "undecided", tree.open().stream().map(GraphReport::open).toList(),
                "widths",
                        Json.fields(
                                "spuriousValleys",
                                        widths.map(ValleyWidths::spurious).orElse(null),
                                "noSpuriousValleyFrom",
                                        widths.map(ValleyWidths::valleyFreeFrom).orElse(null),
                                "globalMinimaConnectedFrom",
                                        widths.map(ValleyWidths::connectedFrom).orElse(null),
                                "noSpuriousValleyFromAtMost", ValleyWidths.valleyFreeFromAtMost(data.size()),
                                "sublevelSetsConnectedFromAtMost", ValleyWidths.connectedFromAtMost(data.size())));
    }

    private Object node(RegionNode node) {
        return Json.fields(
                "region", node.region().toString(),
                "orbit", node.orbit(),
                "value", levels.of(node.value()).enclosure());
    }

    private Object edge(RegionEdge edge) {
        return Json.fields(
                "from", edge.from().index(),
                "to", edge.to().index(),
                "kind", edge.move().kind().toString(),
                "value", levels.of(edge.value()).enclosure());
    }

    private Object pass(RegionEdge edge) {
        Map<String, Object> json = Json.fields(
                "from", edge.from().region().toString(),
                "to", edge.to().region().toString(),
                "kind", edge.move().kind().toString(),
                "value", levels.of(edge.value()).enclosure());
        json.put("rays", rays(edge.value()));
        return json;
    }

    private static List<RayView> rays(ProvedValue value) {
        return value.outcome().proved().map(p -> RayView.of(p, null, null)).orElse(List.of());
    }

    private Object basin(Basin basin) {
        return Json.fields(
                "value", basin.value(),
                "persistence", basin.persistence().orElse(null),
                "global", RegionText.nullable(basin.global()),
                "barrier", basin.barrier().orElse(null),
                "join", basin.join() < 0 ? null : basin.join(),
                "copies", basin.copies().orElse(null),
                "regions",
                        basin.regions().stream().map(n -> n.region().toString()).toList(),
                "rays", rays(basin.minimum()));
    }

    private static Object branch(Branch branch) {
        return Json.fields(branch.isBasin() ? "basin" : "join", branch.index());
    }

    private Object join(Join join) {
        return Json.fields(
                "height", join.height(),
                "branches", join.branches().stream().map(GraphReport::branch).toList(),
                "copies", join.copies().orElse(null),
                "decided", join.decided(),
                "passes", join.passes().stream().map(this::pass).toList());
    }

    private Object merger(Merger merger) {
        return Json.fields(
                "height", merger.height(),
                "branch", branch(merger.branch()),
                "before", merger.before(),
                "after", merger.after(),
                "pass", pass(merger.pass()));
    }

    private static Object open(Open open) {
        return Json.fields("question", open.question(), "range", open.range(), "subjects", open.subjects());
    }

    public String toText(String source) {
        StringBuilder text = new StringBuilder();
        Wording.line(
                text,
                "data",
                source + ": " + Plural.of(data.size(), "example") + ", " + Plural.of(data.dimension(), "input"));
        Wording.line(
                text,
                "graph",
                "width " + graph.width() + ", " + Plural.of(graph.nodes().size(), "region")
                        + " up to the order of neurons, "
                        + Plural.of(graph.edges().size(), "edge"));
        text.append('\n');
        for (int i = 0; i < tree.basins().size(); i++) {
            basinText(text, i);
        }
        joinsText(text);
        widthsText(text);
        for (Open open : tree.open()) {
            Wording.line(
                    text,
                    "UNDECIDED",
                    open.question() + ": "
                            + String.join(
                                    "; ",
                                    open.subjects()
                                            .subList(
                                                    0,
                                                    Math.min(4, open.subjects().size())))
                            + (open.subjects().size() > 4
                                    ? " and " + (open.subjects().size() - 4) + " more"
                                    : "")
                            + ", at " + Wording.number(open.range()));
        }
        return text.toString();
    }

    private void basinText(StringBuilder text, int i) {
        Basin basin = tree.basins().get(i);
        String kind = switch (basin.global()) {
            case YES -> "global";
            case NO -> "not global";
            case OPEN -> "UNDECIDED whether global";
        };
        Wording.line(text, "basin " + (i + 1), kind + copies(basin.copies()));
        Wording.line(text, "  value", Wording.number(basin.value()));
        basin.barrier().ifPresent(b -> Wording.line(text, "  barrier", Wording.number(b)));
        basin.persistence().ifPresent(p -> Wording.line(text, "  persistence", Wording.number(p)));
        Wording.line(
                text,
                "  region",
                basin.regions().get(0)
                        + (basin.regions().size() > 1
                                ? " and " + (basin.regions().size() - 1) + " more"
                                : ""));
        basin.minimum()
                .outcome()
                .proved()
                .ifPresent(
                        p -> Wording.line(text, "  rays", p.faces().isEmpty() ? "none" : String.join(" ", faces(p))));
    }

    private static List<String> faces(ProvedOptimum p) {
        return p.faces().stream().map(Object::toString).toList();
    }

    private static String copies(Optional<BigInteger> copies) {
        return copies.map(c -> c.equals(BigInteger.ONE)
                        ? ", mapped to itself by every exchange of neurons"
                        : ", in " + c + " copies that differ in the order of neurons")
                .orElse("");
    }

    private void joinsText(StringBuilder text) {
        for (int i = 0; i < tree.joins().size(); i++) {
            Join join = tree.joins().get(i);
            List<String> names = join.branches().stream().map(GraphReport::name).toList();
            Wording.line(text, "join " + (i + 1), String.join(", ", names) + copies(join.copies()));
            Wording.line(text, "  height", Wording.number(join.height()));
            for (RegionEdge pass : join.passes()) {
                Wording.line(text, "  pass", passText(pass));
            }
        }
        for (Merger m : tree.mergers()) {
            Wording.line(text, "copies", m.before() + " of " + name(m.branch()) + " become " + m.after());
            Wording.line(text, "  height", Wording.number(m.height()));
            Wording.line(text, "  pass", passText(m.pass()));
        }
    }

    private static String name(Branch branch) {
        return (branch.isBasin() ? "basin " : "join ") + (branch.index() + 1);
    }

    private static String passText(RegionEdge pass) {
        return pass.from() + " | " + pass.to() + " ("
                + pass.move().kind().toString().toLowerCase(Locale.ROOT) + ")";
    }

    private void widthsText(StringBuilder text) {
        text.append('\n');
        plateaus().filter(p -> !p.isEmpty()).ifPresent(p -> Wording.line(text, "plateaus", plateausText(p)));
        String found = widths().map(w -> "every basin is global from width " + w.valleyFreeFrom() + " on"
                        + (w.spurious().isEmpty() ? "" : " (others at " + w.spurious() + ")")
                        + "; the set of global minima is connected from width " + w.connectedFrom() + " on")
                .orElseGet(() -> "every basin is global from width " + ValleyWidths.valleyFreeFromAtMost(data.size())
                        + " on at the latest, all sublevel sets are connected from width "
                        + ValleyWidths.connectedFromAtMost(data.size())
                        + " on; the list of local minima or their order is open");
        Wording.line(text, "all widths", found);
    }

    private String plateausText(List<MinimumClass> plateaus) {
        String shown = plateaus.stream()
                .limit(PLATEAUS_SHOWN)
                .map(c -> ClassText.names(c) + " ("
                        + Wording.nineDigits(analysis.prover().enclose(c.optimum())) + ")")
                .collect(Collectors.joining(", "));
        String more = plateaus.size() > PLATEAUS_SHOWN ? " and " + (plateaus.size() - PLATEAUS_SHOWN) + " more" : "";
        return (plateaus.size() == 1
                        ? "1 class of spurious local minima that certify lists is no basin at width "
                        : plateaus.size()
                                + " classes of spurious local minima that certify lists are no basins at width ")
                + graph.width() + ", for a level way leads out: " + shown + more;
    }

    /** A descent path for JSON. */
    public static Map<String, Object> json(DescentPath path, ValueProver prover) {
        List<Object> steps = new ArrayList<>();
        for (DescentPath.Step step : path.steps()) {
            steps.add(Json.fields(
                    "region", step.region().toString(),
                    "value", prover.shown(step.value()),
                    "through", step.through().stream().map(Region::toString).toList()));
        }
        return Json.fields("path", steps, "end", path.end().toString(), "reason", path.reason());
    }

    /** A descent path as text. */
    public static String text(DescentPath path, ValueProver prover) {
        StringBuilder text = new StringBuilder();
        for (DescentPath.Step step : path.steps()) {
            for (Region region : step.through()) {
                Wording.line(text, "  level", region.toString());
            }
            Wording.line(text, "region", step.region().toString());
            Wording.line(text, "  value", Wording.number(prover.shown(step.value())));
        }
        Wording.line(text, "end", path.end() + ": " + path.reason());
        return text.toString();
    }
}
