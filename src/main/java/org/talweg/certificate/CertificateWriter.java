package org.talweg.certificate;

import java.io.Writer;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes a certificate as JSON, field by field in the one order that the format has. Nothing is kept in memory. */
public final class CertificateWriter {

    /** The format and its version. */
    public static final String FORMAT = "talweg-certificate-1";

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator json;
    private final Map<String, Integer> faces = new HashMap<>();

    private CertificateWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes {@code certificate} and a line feed; does not close {@code out}.
     *
     * @throws tools.jackson.core.exc.JacksonIOException if {@code out} fails
     */
    public static void write(Certificate certificate, Writer out) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            new CertificateWriter(json).write(certificate);
            json.writeRaw('\n');
        }
    }

    private void write(Certificate c) {
        json.writeStartObject();
        json.writeStringProperty("format", FORMAT);
        json.writeName("problem");
        problem(c);
        json.writeName("faces");
        json.writeStartArray();
        c.faces().forEach(this::face);
        json.writeEndArray();
        json.writeName("global");
        json.writeStartObject();
        json.writeName("solution");
        solution(c.global());
        json.writeEndObject();
        json.writeName("cells");
        json.writeStartObject();
        json.writeStringProperty("count", Long.toString(c.cellCount()));
        json.writeName("list");
        json.writeStartArray();
        c.cells().forEachOrdered(this::cell);
        json.writeEndArray();
        json.writeEndObject();
        json.writeName("value");
        enclosure(c.value().get());
        json.writeName("optimum");
        c.optimum().ifPresentOrElse(this::optimum, json::writeNull);
        json.writeName("minima");
        json.writeStartArray();
        c.minima().forEach(this::minimum);
        json.writeEndArray();
        json.writeName("completeness");
        c.completeness().ifPresentOrElse(this::completeness, json::writeNull);
        json.writeName("widths");
        json.writeStartArray();
        c.widths().forEach(this::width);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void problem(Certificate c) {
        json.writeStartObject();
        json.writeNumberProperty("n", c.inputs().rows());
        json.writeNumberProperty("d", c.inputs().columns());
        json.writeStringProperty("lambda", c.lambda().toString());
        json.writeStringProperty("sha256", c.sha256());
        json.writeName("rows");
        json.writeStartArray();
        for (int k = 0; k < c.inputs().rows(); k++) {
            json.writeStartArray();
            for (Rational entry : c.inputs().row(k).toList()) {
                json.writeString(entry.toString());
            }
            json.writeString(c.labels().get(k).toString());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void face(Face face) {
        faces.put(face.covector(), faces.size());
        json.writeStartObject();
        json.writeStringProperty("covector", face.covector());
        json.writeName("charts");
        json.writeStartArray();
        face.charts().forEach(this::chart);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void solution(Solution s) {
        json.writeStartObject();
        json.writeStringProperty("denominator", s.denominator().toString());
        json.writeName("rays");
        json.writeStartArray();
        for (Ray ray : s.rays()) {
            json.writeStartObject();
            json.writeStringProperty("sign", ray.sign() > 0 ? "+" : "-");
            json.writeNumberProperty("face", faces.get(ray.face().covector()));
            integers("point", ray.point());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("shift", s.shift());
        integers("residual", s.residual());
        json.writeEndObject();
    }

    private void chart(Chart chart) {
        json.writeStartObject();
        json.writeName("rows");
        json.writeStartArray();
        chart.rows().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeStringProperty("denominator", chart.denominator().toString());
        table("coefficients", chart.coefficients());
        json.writeEndObject();
    }

    private void cell(CellEvidence cell) {
        json.writeStartObject();
        integers("witness", cell.witness());
        json.writeName("multipliers");
        json.writeStartArray();
        cell.multipliers().forEach(this::multipliers);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void multipliers(Multipliers m) {
        json.writeStartArray();
        for (int i = 0; i < m.rows().size(); i++) {
            if (i == 0) {
                json.writeString(m.unit().toString());
            }
            json.writeNumber(m.rows().get(i));
            json.writeString(m.values().get(i).toString());
        }
        json.writeEndArray();
    }

    private void enclosure(Enclosure value) {
        json.writeStartObject();
        json.writeStringProperty("lower", value.lower().toString());
        json.writeStringProperty("upper", value.upper().toString());
        json.writeEndObject();
    }

    private void optimum(UniqueOptimum optimum) {
        json.writeStartObject();
        masses(optimum.masses());
        counts(optimum.stars(), optimum.regions());
        json.writeEndObject();
    }

    private void masses(Masses masses) {
        json.writeName("masses");
        json.writeStartObject();
        json.writeStringProperty("denominator", masses.denominator().toString());
        table("rows", masses.rows());
        json.writeEndObject();
    }

    private void counts(List<Long> stars, List<Term> regions) {
        json.writeName("stars");
        json.writeStartArray();
        stars.forEach(json::writeNumber);
        json.writeEndArray();
        table(
                "regions",
                regions.stream().map(t -> List.of(t.coefficient(), t.base())).toList());
    }

    private void minimum(LocalMinimum minimum) {
        json.writeStartObject();
        json.writeName("solution");
        solution(minimum.solution());
        slack(minimum.slack());
        masses(minimum.masses());
        json.writeName("value");
        enclosure(minimum.value());
        counts(minimum.stars(), minimum.regions());
        json.writeEndObject();
    }

    private void slack(List<SlackCell> slack) {
        json.writeName("slack");
        json.writeStartArray();
        for (SlackCell cell : slack) {
            json.writeStartArray();
            json.writeNumber(cell.cell());
            multipliers(cell.multipliers());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void completeness(Completeness completeness) {
        json.writeStartObject();
        if (completeness instanceof Completeness.Checksum checksum) {
            json.writeStringProperty("kind", "checksum");
            json.writeName("raySets");
            json.writeStartArray();
            checksum.raySets().forEachOrdered(this::raySet);
            json.writeEndArray();
        } else if (completeness instanceof Completeness.Search search) {
            json.writeStringProperty("kind", "search");
            search(search);
        }
        json.writeEndObject();
    }

    private void search(Completeness.Search search) {
        json.writeStringProperty("ball", search.ball().toString());
        json.writeName("conditions");
        json.writeStartArray();
        search.conditions().forEachOrdered(c -> {
            json.writeStartObject();
            table("directions", c.directions());
            table("lengths", c.lengths());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeName("tree");
        json.writeStartArray();
        search.tree().accept(this::node);
        json.writeEndArray();
        json.writeName("optima");
        json.writeStartArray();
        search.optima().get().forEach(this::raySet);
        json.writeEndArray();
    }

    private void node(SearchNode node) {
        json.writeStartArray();
        json.writeStartArray();
        node.decision().ifPresent(this::decision);
        json.writeEndArray();
        for (SearchNode.Step step : node.steps()) {
            json.writeStartArray();
            json.writeNumber(step.candidate());
            for (int i = 0; i < step.rows().length; i++) {
                json.writeNumber(step.rows()[i]);
                json.writeNumber(step.multipliers()[i]);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void decision(SearchNode.Decision decision) {
        if (decision instanceof SearchNode.Listed listed) {
            json.writeNumber(0);
            json.writeNumber(listed.index());
        } else if (decision instanceof SearchNode.Elsewhere elsewhere) {
            json.writeNumber(1);
            json.writeNumber(elsewhere.optimum());
            elsewhere.hosts().forEach(json::writeNumber);
        } else if (decision instanceof SearchNode.Near near) {
            json.writeNumber(2);
            json.writeNumber(near.fails());
            json.writeNumber(near.bits());
            json.writeNumber(near.excess());
            json.writeNumber(near.radius());
            numbers(near.neurons());
            numbers(near.multipliers());
        }
    }

    private void numbers(List<long[]> rows) {
        json.writeStartArray();
        for (long[] row : rows) {
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
    }

    private void raySet(OptimalRaySet set) {
        json.writeStartObject();
        json.writeName("solution");
        solution(set.solution());
        slack(set.slack());
        json.writeName("descent");
        set.descent()
                .ifPresentOrElse(
                        d -> {
                            json.writeStartObject();
                            json.writeNumberProperty("ray", d.ray());
                            integers("direction", d.direction());
                            json.writeEndObject();
                        },
                        json::writeNull);
        json.writeEndObject();
    }

    private void width(WidthClaim claim) {
        json.writeStartObject();
        json.writeNumberProperty("width", claim.width());
        count("global", claim.global());
        count("spurious", claim.spurious());
        count("undecided", claim.undecided());
        json.writeStringProperty("verdict", claim.verdict());
        json.writeEndObject();
    }

    private void count(String name, Optional<BigInteger> value) {
        json.writeName(name);
        value.ifPresentOrElse(v -> json.writeString(v.toString()), json::writeNull);
    }

    private void integers(String name, List<BigInteger> values) {
        json.writeName(name);
        integers(values);
    }

    private void integers(List<BigInteger> values) {
        json.writeStartArray();
        values.forEach(v -> json.writeString(v.toString()));
        json.writeEndArray();
    }

    private void table(String name, List<List<BigInteger>> rows) {
        json.writeName(name);
        json.writeStartArray();
        rows.forEach(this::integers);
        json.writeEndArray();
    }
}
