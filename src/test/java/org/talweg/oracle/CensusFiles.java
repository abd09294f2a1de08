package org.talweg.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.exact.Rational;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The reference censuses among the test resources: features, labels, lambda and the stored answer. */
public record CensusFiles(Rational[][] x, Rational[] y, Rational lambda, JsonNode answer) {

    public static CensusFiles load(String name) {
        String[] lines = text(name + ".csv").strip().split("\\R", -1);
        Rational[][] table = BruteForceCells.table(lines);
        Rational[][] x = new Rational[table.length][];
        Rational[] y = new Rational[table.length];
        for (int k = 0; k < table.length; k++) {
            x[k] = Arrays.copyOf(table[k], table[k].length - 1);
            y[k] = table[k][table[k].length - 1];
        }
        JsonNode answer = new ObjectMapper().readTree(text(name + ".json"));
        return new CensusFiles(x, y, Rational.parse(answer.get("lambda").asString()), answer);
    }

    public ReferenceConvexProgram program() {
        double[] labels = Arrays.stream(y).mapToDouble(Rational::doubleValue).toArray();
        return new ReferenceConvexProgram(BruteForceCells.toDouble(x), labels, lambda.doubleValue());
    }

    /** The rays of a stored class, {@code sign:covector star} each. */
    public static List<String> rays(JsonNode storedClass) {
        List<String> rays = new ArrayList<>();
        for (JsonNode ray : storedClass.get("rays")) {
            rays.add(ray.get("sign").asString() + ":" + ray.get("covector").asString() + " "
                    + ray.get("star").asInt());
        }
        return rays;
    }

    private static String text(String name) {
        try (InputStream in = CensusFiles.class.getResourceAsStream("/census/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
