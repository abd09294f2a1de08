package org.talweg.checker;

import static org.talweg.checker.CheckerParts.list;
import static org.talweg.checker.CheckerParts.random;
import static org.talweg.checker.CheckerParts.reader;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.census.MinimumClass;
import org.talweg.census.Searched;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A certificate, and what the checker makes of its search. */
final class CheckedSearch {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<CheckedSearch> INSTANCES = new ArrayList<>();

    final JsonNode root;
    final Problem problem;
    final List<Face> faces = new ArrayList<>();
    final Cells cells;
    final ScaledProblem scaled;
    final List<Solution> listed = new ArrayList<>();

    CheckedSearch(Instance instance, Searched searched) throws Exception {
        root = JSON.readTree(Certificates.searched(instance, searched.minima().classes(), List.of(2)));
        problem = new Problem(reader(root.get("problem").toString()));
        for (JsonNode face : root.get("faces")) {
            faces.add(new Face(reader(face.toString()), problem));
        }
        cells = new Cells(problem);
        for (JsonNode cell : root.get("cells").get("list")) {
            cells.add(reader(cell.get("witness").toString()).integers(problem.d));
        }
        scaled = new ScaledProblem(problem);
        listed.add(new Solution(reader(root.get("global").get("solution").toString()), problem, faces));
        for (JsonNode minimum : root.get("minima")) {
            listed.add(new Solution(reader(minimum.get("solution").toString()), problem, faces));
        }
    }

    boolean isSearch() {
        return root.get("completeness").get("kind").asString().equals("search");
    }

    Candidates candidates(String ball, String conditions) throws Exception {
        Fraction lower = reader(root.get("value").get("lower").toString())
                .fraction()
                .times(problem.scaleY.multiply(problem.scaleY));
        ResidualRows rows = new ResidualRows(
                problem, scaled.labelBits, reader("\"" + ball + "\"").fraction(), lower);
        return new Candidates(reader(conditions), faces, cells, rows, problem);
    }

    int[] set(Solution solution) {
        return solution.rays.stream()
                .mapToInt(ray -> 2 * faces.indexOf(ray.face()) + (ray.sign() > 0 ? 0 : 1))
                .sorted()
                .toArray();
    }

    /** Random directions and lengths. */
    String conditions(Random random) {
        List<String> all = new ArrayList<>();
        for (Face face : faces) {
            String directions = IntStream.range(0, 4)
                    .mapToObj(i -> {
                        BigInteger[] v = Vectors.zero(problem.d);
                        for (int k = 0; k < problem.n; k++) {
                            BigInteger c = BigInteger.valueOf(random.nextInt(7) - 3);
                            if (face.signs[k] == 0) {
                                Vectors.add(v, c, problem.x[k]);
                            }
                        }
                        return list(v);
                    })
                    .collect(Collectors.joining(","));
            String lengths = IntStream.range(0, 6)
                    .mapToObj(i -> {
                        BigInteger[] v = random(random, problem.d, 1 + 4 * i);
                        for (int k = 0; k < problem.n && i % 2 == 0; k++) {
                            BigInteger c = BigInteger.valueOf(random.nextInt(50) * (long) face.signs[k]);
                            Vectors.add(v, c.shiftLeft(4 * i), problem.x[k]);
                        }
                        return list(v);
                    })
                    .collect(Collectors.joining(","));
            all.add("{\"directions\":[" + directions + "],\"lengths\":[" + lengths + "]}");
        }
        return "[" + String.join(",", all) + "]";
    }

    /** Small data, degenerate ones among them, of which a search shows the list to be complete; made once. */
    static synchronized List<CheckedSearch> instances() throws Exception {
        if (INSTANCES.isEmpty()) {
            INSTANCES.addAll(instances(30));
        }
        return INSTANCES;
    }

    private static List<CheckedSearch> instances(int most) throws Exception {
        Random random = Seeded.random(6);
        List<CheckedSearch> all = new ArrayList<>();
        List<Instance> instances = new ArrayList<>(List.of(
                Instance.of("1/20", "1,0,2", "0,1,-1"),
                Instance.of("1/10", "1,0,1", "0,1,2", "1,1,-1", "-1,0,2"),
                Instance.of("1/50", "1,0,1", "1,0,2", "-1,0,1", "0,2,1", "1,1,0"),
                Instance.of("1/30", "1,2,1", "0,0,3", "2,1,-1", "-2,-4,1"),
                Instance.of("1/40", "1,2,0,1", "0,1,1,-2")));
        while (instances.size() < most) {
            int n = 2 + random.nextInt(3);
            int d = 1 + random.nextInt(3);
            String lambda = List.of("1/1000", "1/100", "1/20", "1/5").get(random.nextInt(4));
            instances.add(
                    random.nextInt(3) == 0
                            ? Instance.gaussian(random, n, d, lambda)
                            : Instance.degenerate(random, n, d, lambda));
        }
        for (Instance instance : instances) {
            Searched searched = Searched.of(instance);
            boolean claimable = searched.minima().isComplete()
                    && searched.prover().global().isUnique()
                    && !searched.prover().global().rays().isEmpty()
                    && searched.minima().classes().stream().allMatch(MinimumClass::isUnique);
            if (claimable) {
                CheckedSearch checked = new CheckedSearch(instance, searched);
                if (checked.isSearch()) {
                    all.add(checked);
                }
            }
        }
        return all;
    }
}
