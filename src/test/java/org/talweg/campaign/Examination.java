package org.talweg.campaign;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVRecord;
import org.talweg.Instance;
import org.talweg.analysis.Analysis;
import org.talweg.analysis.Effort;
import org.talweg.cli.CsvRecords;
import org.talweg.cli.Run;
import org.talweg.exact.Rational;
import org.talweg.landscape.Problem;
import org.talweg.landscape.Region;
import org.talweg.oracle.OracleCell;
import org.talweg.oracle.PreciseMinimum;
import org.talweg.oracle.ReferenceVerdicts;
import org.talweg.report.Json;
import org.talweg.report.RegionText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Asks the command line about one problem and holds every statement against an oracle. What is UNDECIDED is counted; what is false is a fault. */
final class Examination {

    /** Verdicts of all regions are asked for up to so many regions. */
    private static final int MOST_REGIONS = 300;

    private static final int MOST_WIDTH = 3;

    private static final int MOST_BITS = 13;

    /** Of |y|^2/n: what doubles may be off. */
    private static final double ROUNDING = 1e-8;

    private static final BigDecimal TINY = new BigDecimal("1e-40");

    private final Instance instance;
    private final Path folder;
    private final Tally tally;
    private final List<String> faults = new ArrayList<>();
    private Analysis analysis;

    Examination(Instance instance, Path folder, Tally tally) {
        this.instance = instance;
        this.folder = folder;
        this.tally = tally;
    }

    /** What was false. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Everything: minima, counts, all verdicts of small widths, a certificate, a law. */
    void examine(Random random) throws IOException {
        tally.trials++;
        List<OracleCell> cells = instance.oracleCells();
        ReferenceVerdicts oracle = new ReferenceVerdicts(instance.oracle(), cells, true);
        Path regions = folder.resolve("regions.csv");
        Optional<JsonNode> first = certify(instance, "data", 1, "--regions", regions.toString());
        if (first.isEmpty()) {
            return;
        }
        checkMinima(first.get(), cells);
        checkRegions(1, first.get(), CsvRecords.read(regions), cells, oracle);
        for (int m = 2; m <= MOST_WIDTH && Math.pow(cells.size(), m) <= MOST_REGIONS; m++) {
            Optional<JsonNode> json = certify(instance, "data", m, "--regions", regions.toString());
            if (json.isPresent()) {
                checkRegions(m, json.get(), CsvRecords.read(regions), cells, oracle);
            }
        }
        if (random.nextInt(4) == 0) {
            checkCertificate();
        }
        List<Law> laws = List.of(Law.values());
        Law law = laws.get(random.nextInt(laws.size()));
        Law.Changed changed = law.apply(instance, random);
        certify(changed.instance(), "changed", 1).ifPresent(other -> checkLaw(law, changed, first.get(), other));
    }

    private void fault(String what) {
        faults.add(what);
    }

    private Optional<JsonNode> certify(Instance t, String name, int width, String... more) throws IOException {
        Path data = Files.writeString(folder.resolve(name + ".csv"), t.csv());
        List<String> args = new ArrayList<>(List.of(
                "certify",
                data.toString(),
                "--lambda",
                t.lambda().toString(),
                "--width",
                "" + width,
                "--format",
                "json",
                "--quiet"));
        args.addAll(Arrays.asList(more));
        Run run = Run.of(args.toArray(String[]::new));
        if (run.status() != 0) {
            fault("exit status " + run.status() + " of " + name + ": "
                    + run.err().strip());
            return Optional.empty();
        }
        return Optional.of(run.json());
    }

    /** The global value and the classes, in 100 digits. */
    void checkMinima(JsonNode json, List<OracleCell> cells) {
        JsonNode global = json.get("global");
        // Without a width the rays are not known.
        Optional.of(global)
                .filter(g -> !g.get("width").isNull())
                .flatMap(this::polished)
                .ifPresent(p -> {
                    checkValue("the global value", global.get("value"), p.value());
                    if (p.isOptimal(cells) == PreciseMinimum.Answer.NO) {
                        fault("the rays of the global optimum are not optimal");
                    }
                });
        for (JsonNode c : json.get("census").get("classes")) {
            tally.classes++;
            String kind = c.get("kind").asString();
            tally.openClasses += kind.equals("UNDECIDED") ? 1 : 0;
            Optional<PreciseMinimum> polished = polished(c);
            tally.unclear += polished.isPresent() ? 0 : 1;
            polished.ifPresent(p -> checkClass(c, kind, p, cells));
        }
    }

    private void checkClass(JsonNode c, String kind, PreciseMinimum p, List<OracleCell> cells) {
        String name = kind + " class " + rays(c);
        checkValue(name, c.get("value"), p.value());
        if (p.isLocallyMinimal() == PreciseMinimum.Answer.NO) {
            fault(name + " is no local minimum");
        }
        PreciseMinimum.Answer optimal = p.isOptimal(cells);
        boolean isFalse = kind.equals("GLOBAL")
                ? optimal == PreciseMinimum.Answer.NO
                : kind.equals("SPURIOUS") && optimal == PreciseMinimum.Answer.YES;
        if (isFalse) {
            fault(name + ": optimal over all signed cells " + optimal);
        }
    }

    private void checkValue(String name, JsonNode enclosure, BigDecimal value) {
        BigDecimal slack = value.abs().multiply(TINY).add(new BigDecimal("1e-90"));
        if (decimal(enclosure.get("lower"), RoundingMode.FLOOR).compareTo(value.add(slack)) > 0
                || decimal(enclosure.get("upper"), RoundingMode.CEILING).compareTo(value.subtract(slack)) < 0) {
            fault(name + ": " + value.round(new MathContext(30)) + " is not in " + enclosure);
        }
    }

    private static BigDecimal decimal(JsonNode number, RoundingMode mode) {
        Rational q = Rational.parse(number.asString());
        return new BigDecimal(q.numerator()).divide(new BigDecimal(q.denominator()), new MathContext(100, mode));
    }

    private Optional<PreciseMinimum> polished(JsonNode named) {
        List<PreciseMinimum.Ray> rays = new ArrayList<>();
        for (JsonNode ray : named.get("rays")) {
            rays.add(new PreciseMinimum.Ray(
                    ray.get("sign").asString().equals("+") ? 1 : -1,
                    OracleCell.parse("+:" + ray.get("covector").asString()).pattern(),
                    StreamSupport.stream(ray.get("direction").spliterator(), false)
                            .mapToDouble(JsonNode::asDouble)
                            .toArray(),
                    ray.get("mass").asDouble()));
        }
        return PreciseMinimum.near(instance.rows(), instance.labels(), instance.lambda(), rays);
    }

    private static String rays(JsonNode c) {
        List<String> rays = new ArrayList<>();
        for (JsonNode ray : c.get("rays")) {
            rays.add(ray.get("sign").asString() + ":" + ray.get("covector").asString());
        }
        return String.join(" ", rays);
    }

    /** All verdicts of a width, by solving the program of every region. */
    private void checkRegions(
            int m, JsonNode json, List<CSVRecord> rows, List<OracleCell> cells, ReferenceVerdicts oracle)
            throws IOException {
        JsonNode width = json.get("widths").get(0);
        Map<String, BigInteger> byVerdict = new HashMap<>();
        Map<String, BigInteger> byClass = new HashMap<>();
        boolean doublesAgree = true;
        for (CSVRecord row : rows) {
            BigInteger orbit = new BigInteger(row.get("orbit"));
            String verdict = row.get("verdict");
            byVerdict.merge(verdict, orbit, BigInteger::add);
            byClass.merge(verdict + " " + row.get("class"), orbit, BigInteger::add);
            ReferenceVerdicts.Verdict expected =
                    oracle.verdict(Arrays.stream(row.get("region").split(",", -1))
                            .mapToInt(c -> cells.indexOf(OracleCell.parse(c)))
                            .toArray());
            boolean unclear = expected.answer() == ReferenceVerdicts.Answer.UNCLEAR;
            tally.unclearRegions += unclear ? orbit.longValue() : 0;
            if (!unclear
                    && !verdict.equals("UNDECIDED")
                    && !verdict.equals(expected.answer().toString())) {
                tally.unclearRegions += orbit.longValue();
                doublesAgree = false;
                checkRegion(row.get("region"), verdict, width.get("value"), expected);
            }
        }
        tally.regions += Math.round(Math.pow(cells.size(), m));
        BigInteger open = byVerdict.getOrDefault("UNDECIDED", BigInteger.ZERO);
        tally.openRegions += open.longValue();
        for (String verdict : List.of("GLOBAL", "SPURIOUS")) {
            String said = width.get(verdict.toLowerCase(Locale.ROOT)).asString();
            BigInteger found = byVerdict.getOrDefault(verdict, BigInteger.ZERO);
            if (said.matches("[0-9]+") && !found.equals(new BigInteger(said))) {
                if (open.signum() == 0 && width.get("undecided").asString().equals("0")) {
                    fault(said + " regions of width " + m + " are " + verdict + " by formula, " + found
                            + " one by one");
                } else if (found.compareTo(new BigInteger(said)) < 0) {
                    tally.untold++;
                }
            }
        }
        if (doublesAgree && isPlain()) {
            checkOracleValue(m, width, oracle);
        }
        if (open.signum() == 0) {
            checkFormulas(m, json.get("census"), byClass);
        }
    }

    /** A verdict that doubles contradict, in 100 digits: they may be too few. */
    private void checkRegion(String region, String verdict, JsonNode widthValue, ReferenceVerdicts.Verdict expected)
            throws IOException {
        String name = "region " + region + ", " + verdict + ", by doubles " + expected.answer();
        List<OracleCell> own =
                Arrays.stream(region.split(",", -1)).map(OracleCell::parse).toList();
        JsonNode json = judged(own);
        String other = json.get("verdict").asString();
        if (other.equals("UNDECIDED")) {
            tally.unclear++;
            return;
        }
        if (!other.equals(verdict)) {
            fault(name + ", by the command region " + other);
        }
        Optional<PreciseMinimum> polished = polished(json);
        if (polished.isEmpty()) {
            tally.unclear++;
            return;
        }
        PreciseMinimum p = polished.get();
        if (p.isOptimal(own) == PreciseMinimum.Answer.NO) {
            fault(name + ": its rays are not optimal in it");
        }
        checkValue(name, json.get("value"), p.value());
        boolean isGlobal = verdict.equals("GLOBAL");
        if (isGlobal) {
            checkValue(name, widthValue, p.value());
        }
        boolean active = own.stream().allMatch(c -> hosts(c, json.get("rays")));
        PreciseMinimum.Answer minimal = active ? p.isLocallyMinimal() : PreciseMinimum.Answer.NO;
        boolean isFalse = switch (verdict) {
            case "SPURIOUS" -> minimal == PreciseMinimum.Answer.NO;
            case "SADDLE", "NONE" -> minimal == PreciseMinimum.Answer.YES;
            default -> false;
        };
        if (isFalse) {
            fault(name + ": local minimum " + minimal);
        }
    }

    /** What the command {@code region} says; all the regions of a problem share one analysis. */
    private JsonNode judged(List<OracleCell> cells) throws IOException {
        if (analysis == null) {
            analysis = Analysis.of(new Problem(instance.data(), instance.lambda()), Effort.DEFAULT);
        }
        Region region = new Region(cells.stream().map(Instance::cell).toList());
        StringWriter text = new StringWriter();
        Json.write(RegionText.json(analysis.judge(region), region.width(), analysis.global()), text);
        return new ObjectMapper().readTree(text.toString());
    }

    private static boolean hosts(OracleCell cell, JsonNode rays) {
        return StreamSupport.stream(rays.spliterator(), false)
                .anyMatch(r -> r.get("sign").asString().equals(cell.sign() > 0 ? "+" : "-")
                        && cell.hasInClosure(
                                OracleCell.parse("+:" + r.get("covector").asString())
                                        .pattern()));
    }

    /** Whether doubles are enough for values: numerators and denominators, and the inverse of lambda, are small. */
    private boolean isPlain() {
        return Stream.of(
                        Arrays.stream(instance.rows()).flatMap(Arrays::stream),
                        Arrays.stream(instance.labels()),
                        Stream.of(instance.lambda()))
                .flatMap(s -> s)
                .allMatch(q ->
                        q.numerator().bitLength() < MOST_BITS && q.denominator().bitLength() < MOST_BITS);
    }

    private void checkOracleValue(int m, JsonNode width, ReferenceVerdicts oracle) {
        double value = oracle.globalValue(m);
        double scale = instance.data().labels().squaredNorm().doubleValue()
                / instance.data().size();
        JsonNode said = width.get("value");
        if (said != null && said.isObject() && Math.abs(said.get("approx").asDouble() - value) > ROUNDING * scale) {
            fault("the value of width " + m + " is " + value + ", not " + said);
        }
    }

    /** Each class's number of regions of its own. */
    private void checkFormulas(int m, JsonNode census, Map<String, BigInteger> byClass) {
        for (JsonNode c : census.get("classes")) {
            BigInteger number = BigInteger.ZERO;
            for (JsonNode term : c.get("count")) {
                number = number.add(new BigInteger(term.get("coefficient").asString())
                        .multiply(new BigInteger(term.get("base").asString()).pow(m)));
            }
            BigInteger found = byClass.getOrDefault("GLOBAL " + rays(c), BigInteger.ZERO)
                    .add(byClass.getOrDefault("SPURIOUS " + rays(c), BigInteger.ZERO));
            // A class with a polytope of minimisers has more supports than the one that is named; a GLOBAL one has
            // regions with neurons to spare.
            if (c.get("widths").get("from").asInt() <= m
                    && found.signum() > 0
                    && c.get("kind").asString().equals("SPURIOUS")
                    && !found.equals(number)) {
                fault("class " + rays(c) + " has " + number + " regions of width " + m + " by formula, " + found
                        + " one by one");
            }
        }
    }

    private void checkCertificate() throws IOException {
        Path file = folder.resolve("certificate.json");
        if (certify(instance, "data", 2, "--certificate", file.toString()).isPresent()) {
            tally.certificates++;
            Run run = Run.of("verify", file.toString());
            if (run.status() != 0) {
                fault("certificate refused: " + run.out().strip() + run.err().strip());
            }
        }
    }

    /** What is decided of both is the same. */
    private void checkLaw(Law law, Law.Changed changed, JsonNode before, JsonNode after) {
        tally.laws++;
        checkMeets(
                law,
                "global value",
                before.get("global").get("value"),
                after.get("global").get("value"),
                changed.factor());
        JsonNode a = before.get("census");
        JsonNode b = after.get("census");
        if (!a.get("complete").asBoolean() || !b.get("complete").asBoolean()) {
            return;
        }
        int size = a.get("classes").size();
        if (size != b.get("classes").size()) {
            fault(law + ": " + size + " classes become " + b.get("classes").size());
            return;
        }
        for (int i : IntStream.range(0, size).toArray()) {
            JsonNode c = a.get("classes").get(i);
            JsonNode d = b.get("classes").get(i);
            checkMeets(law, "value of class " + i, c.get("value"), d.get("value"), changed.factor());
            List<String> kinds = List.of(c.get("kind").asString(), d.get("kind").asString());
            if (!kinds.contains("UNDECIDED") && !kinds.get(0).equals(kinds.get(1))) {
                fault(law + ": class " + i + " of kinds " + kinds);
            }
        }
        for (String number : List.of("global", "spurious")) {
            String first = before.get("widths").get(0).get(number).asString();
            String second = after.get("widths").get(0).get(number).asString();
            if (first.matches("[0-9]+") && second.matches("[0-9]+") && !first.equals(second)) {
                fault(law + ": " + first + " " + number + " regions become " + second);
            }
        }
    }

    private void checkMeets(Law law, String name, JsonNode before, JsonNode after, Rational factor) {
        Rational low = Rational.parse(before.get("lower").asString()).multiply(factor);
        Rational high = Rational.parse(before.get("upper").asString()).multiply(factor);
        if (low.compareTo(Rational.parse(after.get("upper").asString())) > 0
                || high.compareTo(Rational.parse(after.get("lower").asString())) < 0) {
            fault(law + ": " + name + " " + before + " becomes " + after);
        }
    }
}
