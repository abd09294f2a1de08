package org.talweg.checker;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a certificate of minima of the population loss once, from start to end, and proves each. */
final class PopulationVerifier implements Claims {

    static final String FORMAT = "talweg-population-1";

    /** The most groups of a symmetry type, neurons without one, and parameters. */
    private static final int MOST_GROUPS = 4;

    private static final int MOST_FIXED = 4;
    private static final int MOST_TEACHERS = 1_000_000;
    private static final int MOST_MINIMA = 100_000;

    private final JsonReader json;
    private final List<Report.Proof> verified = new ArrayList<>();
    private Claim claim = Claim.of("format");

    PopulationVerifier(JsonReader json) {
        this.json = json;
    }

    @Override
    public Claim claim() {
        return claim;
    }

    @Override
    public List<Claim> notClaimed() {
        return List.of();
    }

    @Override
    public List<Report.Proof> run() throws IOException, Refusal {
        json.name("minima");
        json.pass('[');
        for (int i = 0; json.more(i); i++) {
            json.begin();
            claim = new Claim("population minimum", i + 1);
            Refusal.unless(i < MOST_MINIMA, "more than %s minima", MOST_MINIMA);
            minimum();
        }
        claim = Claim.of("format");
        json.pass('}');
        json.end();
        Refusal.unless(!verified.isEmpty(), "no minima are claimed");
        return verified;
    }

    private void minimum() throws IOException, Refusal {
        json.pass('{');
        json.name("sizes", true);
        json.pass('[');
        List<Integer> sizes = new ArrayList<>();
        while (json.more(sizes.size())) {
            Refusal.unless(sizes.size() < MOST_GROUPS, "more than %s groups", MOST_GROUPS);
            sizes.add((int) json.number(MOST_TEACHERS));
            Refusal.unless(sizes.get(sizes.size() - 1) > 0, "an empty group");
        }
        Refusal.unless(!sizes.isEmpty(), "no groups");
        json.name("fixed");
        int fixed = (int) json.number(MOST_FIXED);
        json.name("center");
        json.pass('[');
        List<Double> center = new ArrayList<>();
        while (json.more(center.size())) {
            Refusal.unless(center.size() < 100, "too many parameters");
            center.add(exactDouble());
        }
        json.name("radius");
        int bits = json.index(60);
        json.name("loss");
        json.pass('[');
        Refusal.unless(json.more(0), "expected the least loss");
        Fraction least = json.fraction();
        Refusal.unless(json.more(1), "expected the largest loss");
        Fraction most = json.fraction();
        Refusal.unless(!json.more(2), "expected two bounds of the loss");
        json.name("eigenvalue");
        double eigenvalue = exactDouble();
        json.name("sha256");
        String sha256 = json.text(64);
        json.pass('}');
        List<Fraction> numbers = new ArrayList<>();
        center.forEach(c -> numbers.add(Bounded.exact(c)));
        String text = sizes + " " + fixed + " " + numbers + " " + bits + " " + least + " " + most + " "
                + Bounded.exact(eigenvalue);
        Refusal.unless(
                sha256.equals(Sha256.hex(text.getBytes(StandardCharsets.US_ASCII))),
                "the sha256 is not that of the claim");
        int[] groups = sizes.stream().mapToInt(Integer::intValue).toArray();
        new PopulationMinimum(
                        groups,
                        fixed,
                        center.stream().mapToDouble(Double::doubleValue).toArray(),
                        Math.scalb(1.0, -bits))
                .prove(eigenvalue, least, most);
        long teachers = 0;
        for (int g : groups) {
            teachers += g;
        }
        verified.add(new Report.Proof(
                claim,
                Verifier.counted(teachers, "teacher") + ", " + Verifier.counted(teachers + fixed, "student")
                        + ", groups " + sizes + ": a spurious minimum, alone within 2^-" + bits + ", loss " + least
                        + " to "
                        + most + ", Hessian above " + eigenvalue));
    }

    /** A fraction that is a double. */
    private double exactDouble() throws IOException, Refusal {
        Fraction value = json.fraction();
        String[] parts = value.toString().split("/", 2);
        double nearest = new BigDecimal(new BigInteger(parts[0]))
                .divide(
                        parts.length == 1 ? BigDecimal.ONE : new BigDecimal(new BigInteger(parts[1])),
                        new MathContext(40))
                .doubleValue();
        Refusal.unless(
                Double.isFinite(nearest) && Bounded.exact(nearest).compareTo(value) == 0,
                "a number that is not a double");
        return nearest;
    }
}
