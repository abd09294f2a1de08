package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.Searched;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** True evidence in the wrong place of a search tree. */
class SearchDecisionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sets are excluded by programs with a descent. */
    private static final Instance DESCENTS = Instance.of("1/92", "3,2,-2", "-1,-2,-2", "2,0,-2");

    /** Sets are excluded by programs with the mass elsewhere. */
    private static final Instance ELSEWHERE = Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1", "-1,0,2");

    private static final Instance LINE = Instance.of("1/16", "1,1", "-1,1");

    private static ObjectNode searched(Instance instance) {
        String text =
                Certificates.searched(instance, Searched.of(instance).minima().classes(), List.of(2));
        return (ObjectNode) JSON.readTree(text);
    }

    private static ObjectNode search(ObjectNode root) {
        return (ObjectNode) root.get("completeness");
    }

    private static ArrayNode tree(ObjectNode root) {
        return (ArrayNode) search(root).get("tree");
    }

    private static boolean accepts(JsonNode root) {
        return Certificates.check(root.toString()).verified();
    }

    private static JsonNode copy(JsonNode node) {
        return JSON.readTree(node.toString());
    }

    private static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    /** The optima of all programs, as parts of this file: those of a full census and the listed minima, with no descent. */
    private static ArrayNode families(Instance instance, ObjectNode root) {
        ObjectNode full = (ObjectNode) parse(Certificates.of(instance, List.of(2)));
        List<String> covectors = new ArrayList<>();
        root.get("faces").forEach(f -> covectors.add(f.get("covector").asString()));
        ArrayNode families = (ArrayNode) parse("[]");
        if (full.get("completeness").get("kind").asString().equals("checksum")) {
            for (JsonNode family : full.get("completeness").get("raySets")) {
                for (JsonNode ray : family.get("solution").get("rays")) {
                    String covector = full.get("faces")
                            .get(ray.get("face").asInt())
                            .get("covector")
                            .asString();
                    ((ObjectNode) ray).put("face", covectors.indexOf(covector));
                }
                families.add(family);
            }
        }
        search(root).get("optima").forEach(o -> families.add(copy(o)));
        for (JsonNode minimum : root.get("minima")) {
            ObjectNode family = (ObjectNode) parse("{}");
            family.set("solution", copy(minimum.get("solution")));
            family.set("slack", copy(minimum.get("slack")));
            family.set("descent", parse("null"));
            families.add(family);
        }
        return families;
    }

    private static int signedCells(ObjectNode root) {
        return 4 * root.get("cells").get("list").size();
    }

    private static JsonNode solution(ObjectNode root, int listed) {
        return listed == 0
                ? root.get("global").get("solution")
                : root.get("minima").get(listed - 1).get("solution");
    }

    /** Whatever program and whatever cells are named, the set of a listed minimum is not excluded. */
    @Test
    void noProgramExcludesAListedMinimum() {
        Random random = Seeded.random(61);
        for (Instance instance : List.of(LINE, Instance.of("1/20", "1,0,2", "0,1,-1"), DESCENTS)) {
            ObjectNode root = searched(instance);
            ArrayNode families = families(instance, root);
            ArrayNode optima = (ArrayNode) search(root).get("optima");
            int first = optima.size();
            optima.addAll(families);
            assertThat(accepts(root)).isTrue();
            int cells = signedCells(root);
            int tried = 0;
            for (int i = 1; i < tree(root).size(); i++) {
                ArrayNode node = (ArrayNode) tree(root).get(i);
                JsonNode decision = node.get(0);
                if (decision.get(0).asInt() != 0) {
                    continue;
                }
                int rays = solution(root, decision.get(1).asInt()).get("rays").size();
                int tuples = (int) Math.pow(cells, rays);
                for (int j = first; j <= optima.size(); j++) {
                    for (int t = 0; t < Math.min(tuples, 8); t++) {
                        int rest = tuples <= 8 ? t : random.nextInt(tuples);
                        StringBuilder hosts = new StringBuilder();
                        for (int ray = 0; ray < rays; ray++) {
                            hosts.append(',').append(rest % cells);
                            rest /= cells;
                        }
                        node.set(0, parse("[1," + j + hosts + "]"));
                        assertThat(accepts(root)).as("%s %s", i, node.get(0)).isFalse();
                        tried++;
                    }
                }
                node.set(0, decision);
            }
            System.out.println(tried + " tried");
            assertThat(tried).isGreaterThan(50);
        }
    }

    /** The program of a minimum's own cells has no descent at it. */
    @Test
    void noDescentAtAMinimum() {
        for (Instance instance : List.of(LINE, DESCENTS)) {
            ObjectNode root = searched(instance);
            int d = root.get("problem").get("d").asInt();
            ArrayNode optima = (ArrayNode) search(root).get("optima");
            int last = optima.size();
            for (JsonNode minimum : root.get("minima")) {
                ObjectNode family = (ObjectNode) parse("{}");
                family.set("solution", minimum.get("solution"));
                family.set("slack", minimum.get("slack"));
                family.set("descent", parse("null"));
                optima.add(family);
                assertThat(accepts(root)).isTrue();
                for (int ray = 0; ray < minimum.get("solution").get("rays").size(); ray++) {
                    for (int i = 0; i < Math.pow(3, d); i++) {
                        int code = i;
                        String direction = IntStream.range(0, d)
                                .mapToObj(j -> "\"" + (code / (int) Math.pow(3, j) % 3 - 1) + "\"")
                                .collect(Collectors.joining(","));
                        family.set("descent", parse("{\"ray\":" + ray + ",\"direction\":[" + direction + "]}"));
                        assertThat(accepts(root)).isFalse();
                    }
                }
                optima.remove(last);
            }
        }
    }

    /** The program must be named by a decision that is in the list of programs. */
    @Test
    void everyProgramIsThere() {
        ObjectNode root = searched(DESCENTS);
        ArrayNode optima = (ArrayNode) search(root).get("optima");
        JsonNode last = optima.remove(optima.size() - 1);
        assertThat(Certificates.check(root.toString()).lines())
                .containsExactly("REFUSED complete list: an optimum is missing");
        optima.add(last);
        assertThat(accepts(root)).isTrue();
    }

    /** A cut by the rows of another face, which do contradict each other. */
    @Test
    void cutsUseTheirOwnRows() {
        int tried = 0;
        for (Instance instance : List.of(DESCENTS, ELSEWHERE)) {
            ObjectNode root = searched(instance);
            List<Integer> owners = owners(root);
            ArrayNode node = (ArrayNode) tree(root).get(0);
            for (int i = 1; i < node.size(); i++) {
                JsonNode cut = node.get(i);
                for (int j = 1; j < node.size(); j++) {
                    ArrayNode other = (ArrayNode) copy(node.get(j));
                    int candidate = cut.get(0).asInt();
                    other.set(0, parse("" + candidate));
                    boolean foreign = false;
                    for (int t = 1; t < other.size(); t += 2) {
                        int row = other.get(t).asInt();
                        foreign |= row < owners.size() && owners.get(row) != candidate;
                    }
                    if (foreign) {
                        node.set(i, other);
                        assertThat(accepts(root)).isFalse();
                        tried++;
                    }
                }
                node.set(i, cut);
            }
            assertThat(accepts(root)).isTrue();
        }
        System.out.println(tried + " tried");
        assertThat(tried).isGreaterThan(12);
    }

    /** The candidate of each row that is not shared. */
    private static List<Integer> owners(ObjectNode root) {
        List<Integer> owners = new ArrayList<>();
        JsonNode conditions = search(root).get("conditions");
        for (int i = 0; i < conditions.size(); i++) {
            String covector = root.get("faces").get(i).get("covector").asString();
            int rows = covector.replace("0", "").length()
                    + conditions.get(i).get("directions").size()
                    + 2 * conditions.get(i).get("lengths").size();
            for (int c = 2 * i; c < 2 * i + 2; c++) {
                owners.addAll(java.util.Collections.nCopies(rows, c));
            }
        }
        return owners;
    }

    /** The minimum with a ray of the other sign on the same face is not that of the set. */
    @Test
    void signsOfRaysMatter() {
        ObjectNode root = searched(LINE);
        // Candidates 0 and 2 have sign +; each is a minimum, and both together the optimum. 1 and 3 have sign -.
        ArrayNode tree = tree(root);
        assertThat(tree.get(0).toString()).matches("\\[\\[\\],\\[0\\],\\[1,.*\\],\\[3,.*\\],\\[2\\]\\]");
        for (int node : new int[] {2, 3}) {
            JsonNode cut = tree.get(0).get(node);
            ((ArrayNode) tree.get(0)).set(node, parse("[" + cut.get(0) + "]"));
            for (int i = 0; i < 3; i++) {
                tree.insert(3, parse("[[0," + i + "]]"));
                assertThat(Certificates.check(root.toString()).lines())
                        .containsExactly("REFUSED complete list: a set of faces is not that of a listed minimum");
                tree.remove(3);
            }
            ((ArrayNode) tree.get(0)).set(node, cut);
        }
    }

    /** A cut of 1 at the root by rows of 0 and 1, which contradict each other where both are in the set. */
    @Test
    void cutsUseRowsOfTheirOwnSet() {
        ObjectNode root = searched(LINE);
        ArrayNode tree = tree(root);
        ArrayNode first = (ArrayNode) tree.get(1);
        JsonNode cut = first.remove(1);
        assertThat(cut.toString()).isEqualTo("[1,6,128,2,128]");
        ((ArrayNode) tree.get(0)).set(2, cut);
        assertThat(Certificates.check(root.toString()).lines())
                .containsExactly("REFUSED complete list: row 2 belongs to no face of the set");
    }

    /** A face without conditions would have no candidates. A direction along a face has no derivative that must be nonnegative. */
    @Test
    void conditions() {
        ObjectNode root = searched(LINE);
        ArrayNode conditions = (ArrayNode) search(root).get("conditions");
        ((ArrayNode) conditions.get(0).get("directions")).add(parse("[\"1\"]"));
        assertThat(Certificates.check(root.toString()).lines().get(0))
                .startsWith("REFUSED complete list: a direction is not orthogonal to the face");
        ((ArrayNode) conditions.get(0).get("directions")).removeAll();
        conditions.remove(1);
        assertThat(Certificates.check(root.toString()).lines())
                .containsExactly("REFUSED complete list: conditions of a face are missing");
    }

    /** Every face must have a chart, whether a solution refers to it or not. */
    @Test
    void everyFaceHasAChart() {
        ObjectNode root = searched(DESCENTS);
        ArrayNode faces = (ArrayNode) root.get("faces");
        String missing = "REFUSED complete list: a face of the arrangement is not listed, or without a chart";
        int tried = 0;
        for (int i = 0; i < faces.size(); i++) {
            ObjectNode face = (ObjectNode) faces.get(i);
            if (face.get("covector").asString().contains("0")) {
                JsonNode charts = face.get("charts");
                face.set("charts", parse("[]"));
                List<String> lines = Certificates.check(root.toString()).lines();
                face.set("charts", charts);
                assertThat(lines).hasSize(1);
                tried += lines.get(0).equals(missing) ? 1 : 0;
            }
        }
        assertThat(tried).isPositive();
    }

    /** Sets of n have no cuts, no face has no decision, and after the last node there is none. */
    @Test
    void order() {
        ObjectNode root = searched(LINE);
        ArrayNode tree = tree(root);
        tree.add(copy(tree.get(1)));
        assertThat(accepts(root)).isFalse();
        tree.remove(tree.size() - 1);
        ((ArrayNode) tree.get(0)).set(0, parse("[0,0]"));
        assertThat(accepts(root)).isFalse();
        ((ArrayNode) tree.get(0)).set(0, parse("[]"));
        assertThat(accepts(root)).isTrue();
    }
}
