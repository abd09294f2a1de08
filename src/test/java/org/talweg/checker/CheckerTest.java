package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.evidence.CertificateMaker.Extent;
import org.talweg.exact.Rational;
import org.talweg.oracle.BruteForceCells;

class CheckerTest {

    private static final String SHA = "171d0f1239a79be632b72cbbe121b3a0160d2cc3bcc1430d914981fc5a570dd8";

    /** The example of the format, in every detail. */
    @Test
    void byHand() {
        assertThat(Certificates.check(Certificates.BY_HAND))
                .isEqualTo(new Certificates.Answer(
                        true,
                        List.of(
                                "VERIFIED data: 2 rows of 1 input, sha256 " + SHA + ", lambda 1/16",
                                "VERIFIED cells: 2 cells, all of them; N = 4 signed cells",
                                "VERIFIED global value: no network of any width has a loss below 15/64; at each width m >= 2 some"
                                        + " network has at most 15/64",
                                "VERIFIED unique optimum: rays +:+- +:-+; at every width m >= 2 the regions that hold a global minimum"
                                        + " are 4^m - 2*3^m + 2^m of 4^m",
                                "VERIFIED local minimum 1: spurious, rays +:+-, value from 79/128 to 79/128, held by 1 region",
                                "VERIFIED local minimum 2: spurious, rays +:-+, value from 79/128 to 79/128, held by 1 region",
                                "VERIFIED complete list: 2 local minima besides the global ones, at all widths; open: 0",
                                "VERIFIED width 2: SPURIOUS, regions: global 2, spurious 2, undecided 0",
                                "NOT CLAIMED width 1")));
    }

    @Test
    void dataMustBeTheOnesAskedFor() {
        byte[] bytes = Certificates.BY_HAND.getBytes(StandardCharsets.US_ASCII);
        assertThat(Checker.verify(new ByteArrayInputStream(bytes), SHA).isVerified())
                .isTrue();
        String other = SHA.replace('1', '2');
        Report report = Checker.verify(new ByteArrayInputStream(bytes), other);
        assertThat(report.isVerified()).isFalse();
        assertThat(report.refused())
                .hasValueSatisfying(r -> assertThat(r.claim()).isEqualTo(new Claim("data", 0)));
        assertThat(report.lines())
                .isEqualTo("REFUSED data: the certificate is about other data, with sha256 " + SHA + "\n");
    }

    /** A claim about a wrong list: a minimum, a ray set or a cell short, each with the reason. */
    @Test
    void reasons() {
        String hand = Certificates.BY_HAND;
        assertThat(refusal(hand.replace("'lower':'79/128'".replace('\'', '"'), "\"lower\":\"80/129\"")))
                .isEqualTo("REFUSED local minimum 1: the lower bound is not shown");
        assertThat(refusal(
                        hand.replaceAll("(?s)\"raySets\":\\[.*?\\]\\},\\s*\"widths\"", "\"raySets\":[]},\"widths\"")))
                .isEqualTo("REFUSED complete list: the ray sets account for 4^m - 2^m regions, not all");
        assertThat(refusal(hand.replace("\"global\":\"2\"", "\"global\":\"3\"")))
                .isEqualTo("REFUSED width 2: another number of global regions follows");
        assertThat(refusal(hand.replace("\"count\":\"2\"", "\"count\":\"4\"")))
                .isEqualTo("REFUSED cells: the list has 2 cells");
    }

    /** A list that hides a minimum: as a ray set that descends, as one given twice, or as the zero network. */
    @Test
    void falseLists() {
        String hand = Certificates.BY_HAND;
        int first = hand.indexOf("  {\"solution\"", hand.indexOf("\"minima\""));
        int second = hand.indexOf("  {\"solution\"", first + 10);
        String minimum = hand.substring(first, second).strip();
        String solution = minimum.substring(0, minimum.indexOf(",\n   \"masses\""));
        String without = hand.substring(0, first) + hand.substring(second);
        String list = "\"raySets\":[";
        String descent = ",\"descent\":{\"ray\":0,\"direction\":[\"0\"]}},";
        assertThat(refusal(without.replace(list, list + solution + descent)))
                .isEqualTo("REFUSED complete list: a direction is not shown to descend");
        assertThat(refusal(without.replace(list, list + solution + descent.replace("\"0\"]", "\"1\"]"))))
                .isEqualTo("REFUSED complete list: a direction of descent is not orthogonal to the face");
        assertThat(refusal(without)).startsWith("REFUSED complete list: the ray sets account for");
        int zero = hand.indexOf("{\"solution\"", hand.indexOf(list));
        String zeroNetwork = hand.substring(zero, hand.indexOf("null}", zero) + 5);
        assertThat(refusal(without.replace(list, list + zeroNetwork + ",")))
                .isEqualTo("REFUSED complete list: two ray sets are not shown to belong to different regions");
        // Left open, the ray set is accounted for, and the claim says so.
        List<String> open = Certificates.check(without.replace(list, list + solution + ",\"descent\":null},")
                        .replace("\"spurious\":\"2\",\"undecided\":\"0\"", "\"spurious\":\"1\",\"undecided\":\"1\""))
                .lines();
        assertThat(open)
                .contains(
                        "VERIFIED complete list: 1 local minimum besides the global ones, at all widths; open: 1",
                        "VERIFIED width 2: SPURIOUS, regions: global 2, spurious 1, undecided 1");
    }

    private static String refusal(String text) {
        Certificates.Answer answer = Certificates.check(text);
        assertThat(answer.verified()).isFalse();
        assertThat(answer.lines()).hasSize(1);
        return answer.lines().get(0);
    }

    /** The checker's own count of cells against brute force, on degenerate rows. */
    @Test
    void countOfCells() throws Exception {
        Random random = Seeded.random(23);
        for (int trial = 0; trial < 60; trial++) {
            Instance instance = Instance.degenerate(random, 1 + random.nextInt(7), 1 + random.nextInt(4), "1");
            long cells = BruteForceCells.signedCells(instance.rows()).size() / 2;
            Problem problem = new Problem(new JsonReader(stream(problem(instance))));
            assertThat(Cells.count(problem, 1_000_000)).isEqualTo(cells);
            assertThat(Cells.count(problem, cells)).isEqualTo(cells);
            if (cells > 1) {
                assertThat(Cells.count(problem, cells - 1)).isGreaterThan(cells - 1);
            }
        }
    }

    private static String problem(Instance instance) {
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < instance.data().size(); k++) {
            StringBuilder row = new StringBuilder();
            instance.data()
                    .inputs()
                    .row(k)
                    .toList()
                    .forEach(e -> row.append('"').append(e).append("\","));
            rows.append(k == 0 ? "[" : ",[")
                    .append(row)
                    .append('"')
                    .append(instance.data().labels().get(k))
                    .append("\"]");
        }
        return String.format(
                "{\"n\":%d,\"d\":%d,\"lambda\":\"1\",\"sha256\":\"%s\",\"rows\":[%s]}",
                instance.data().size(),
                instance.data().dimension(),
                instance.data().sha256(),
                rows);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Random small data, degenerate ones among them: whatever is claimed is accepted. */
    @Test
    void certificatesOfRandomData() {
        Random random = Seeded.random(31);
        int complete = 0;
        for (int trial = 0; trial < 16; trial++) {
            int n = 2 + random.nextInt(2);
            int d = 1 + random.nextInt(3);
            String lambda = List.of("1/100", "1/10", "1/2", "1").get(random.nextInt(4));
            Instance instance = trial % 2 == 0
                    ? Instance.degenerate(random, n, d, lambda)
                    : Instance.gaussian(random, n, Math.min(d, 2), lambda);
            String certificate = Certificates.of(instance, List.of(1, 2, 7));
            Certificates.Answer answer = Certificates.check(certificate);
            if (answer.lines().toString().contains("is neither a host nor shown to be slack")) {
                // A cell that reaches mu exactly, which the evidence cannot show: less is claimed then, as by certify.
                answer = Certificates.check(Certificates.of(instance, List.of(1, 2, 7), 40, Extent.VALUE, false));
            }
            assertThat(answer.verified()).as(answer.lines() + " " + certificate).isTrue();
            if (answer.lines().stream().anyMatch(l -> l.startsWith("VERIFIED complete list"))) {
                complete++;
            }
        }
        assertThat(complete).isGreaterThan(8);
    }

    /** Less may be claimed, and then less is printed. */
    @Test
    void valueOnly() {
        Instance instance = Instance.of("1/100", "1,2,3", "-1,1,2", "1,1,-1");
        List<String> lines = Certificates.check(Certificates.of(instance, List.of(4), 40, Extent.VALUE, false))
                .lines();
        assertThat(lines).anyMatch(l -> l.startsWith("VERIFIED global value"));
        assertThat(lines).contains("NOT CLAIMED unique optimum", "NOT CLAIMED complete list", "NOT CLAIMED width 4");
        assertThat(lines).noneMatch(l -> l.contains("VERIFIED unique") || l.contains("VERIFIED complete"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "{}", "\"x\"", "1", "\u00ff", "{\"format\":\"talweg-certificate-2\"}"})
    void othersAreRefused(String text) {
        assertThat(refusal(text)).startsWith("REFUSED format: ");
    }

    /** Files made to exhaust a reader: refused at once, in one line. */
    @Test
    void hostileFiles() throws IOException {
        String head = Certificates.BY_HAND.substring(0, Certificates.BY_HAND.indexOf("[[\"1\""));
        hostile(repeat("", '[', 1L << 30));
        hostile(repeat("{\"format\":", '[', 1L << 30));
        hostile(repeat("{\"format\":\"talweg-certificate-1\",\"problem\":", '{', 1L << 30));
        hostile(repeat("{\"format\":\"", 'x', 1L << 30));
        hostile(repeat("", ' ', 1L << 32));
        hostile(repeat(head + "[[\"", '7', 1L << 30));
        hostile(repeat("{\"format\":\"talweg-certificate-1\",\"problem\":{\"n\":", '9', 1L << 30));
        hostile(stream("{\"format\":\"talweg-certificate-1\",\"problem\":{\"n\":1000000,\"d\":1000000,\"lambda\""));
        hostile(stream(Certificates.BY_HAND.replace("\"shift\":3", "\"shift\":2000000000")));
        hostile(stream(Certificates.BY_HAND.replace("\"width\":2", "\"width\":2000000000")));
        hostile(stream(Certificates.BY_HAND.replace("\"point\":[\"7\"]", "\"point\":[\"" + "7".repeat(9_999) + "\"]")));
        hostile(stream(Certificates.BY_HAND.replace("\"face\":0", "\"face\":9")));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] spaces = new byte[1 << 20];
            java.util.Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 256; i++) {
                out.write(spaces);
            }
        }
        hostile(new ByteArrayInputStream(bomb.toByteArray()));
        hostile(new ByteArrayInputStream(bomb.toByteArray(), 0, bomb.size() / 2));
        hostile(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}));
    }

    private static void hostile(InputStream in) {
        Report report = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Checker.verify(in, null));
        assertThat(report.isVerified()).isFalse();
        assertThat(report.lines().lines()).hasSize(1);
        assertThat(report.lines()).startsWith("REFUSED ").hasSizeLessThan(300);
    }

    private static InputStream repeat(String head, char c, long times) {
        return new SequenceInputStream(stream(head), new InputStream() {
            private long left = times;

            @Override
            public int read() {
                return left-- > 0 ? c : -1;
            }

            @Override
            public int read(byte[] b, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                java.util.Arrays.fill(b, offset, offset + length, (byte) c);
                left -= length;
                return length;
            }
        });
    }

    @Test
    void sha256() throws Exception {
        Random random = Seeded.random(41);
        for (int length = 0; length < 300; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
            assertThat(Sha256.hex(message)).isEqualTo(HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void fractions() throws Exception {
        assertThat(fraction("-6/35").plus(fraction("1/35")).toString()).isEqualTo("-1/7");
        for (int[] ceiling : new int[][] {{7, 2, 4}, {-7, 2, -3}, {4, 1, 4}, {0, 3, 0}}) {
            assertThat(Vectors.quotient(BigInteger.valueOf(ceiling[0]), BigInteger.valueOf(ceiling[1])))
                    .isEqualTo(BigInteger.valueOf(ceiling[2]));
        }
        assertThat(Vectors.root(BigInteger.valueOf(16))).isEqualTo(BigInteger.valueOf(4));
        assertThat(Vectors.root(BigInteger.valueOf(17))).isEqualTo(BigInteger.valueOf(5));
        for (String bad : List.of("2/4", "1/1", "1/0", "1/-2", "+1", "-0", "01", "", "-", "1/", "/2", "1e3", "٣")) {
            assertThatThrownBy(() -> fraction(bad)).as(bad).isInstanceOf(Refusal.class);
        }
    }

    private static Fraction fraction(String text) throws Exception {
        return new JsonReader(stream('"' + text + '"')).fraction();
    }

    /** Integers of every length, around the lengths that a long holds, and across the ends of the reader's buffer. */
    @Test
    void integers() throws Exception {
        Random random = Seeded.random(43);
        for (int length = 1; length < 60; length++) {
            for (String digits : List.of("9".repeat(length), "1" + "0".repeat(length - 1), digits(random, length))) {
                for (String text : List.of(digits, "-" + digits)) {
                    JsonReader json = new JsonReader(stream(" ".repeat((1 << 16) - length / 2) + '"' + text + '"'));
                    assertThat(json.integer()).isEqualTo(new BigInteger(text));
                    json.end();
                    String longer = "0" + digits;
                    assertThatThrownBy(() -> new JsonReader(stream('"' + longer + '"')).integer())
                            .isInstanceOf(Refusal.class);
                }
            }
        }
        String longest = "8".repeat(10_000);
        assertThat(new JsonReader(stream('"' + longest + '"')).integer()).isEqualTo(new BigInteger(longest));
        assertThatThrownBy(() -> new JsonReader(stream('"' + longest + "8\"")).integer())
                .isInstanceOf(Refusal.class);
    }

    private static String digits(Random random, int length) {
        StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
        while (digits.length() < length) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** Each unit of a file may be long, and not longer; a file of many units as long as it likes. */
    @Test
    void units() throws Exception {
        String part = '"' + "x".repeat(1 << 19) + '"';
        JsonReader json = new JsonReader(stream(part.repeat(80)));
        for (int i = 0; i < 48; i++) {
            json.begin();
            assertThat(json.text(1 << 19)).hasSize(1 << 19);
        }
        json.begin();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 33; i++) {
                        json.text(1 << 19);
                    }
                })
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("longer than");
        assertThatThrownBy(() -> new JsonReader(stream(part)).text((1 << 19) - 1))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void bytesThatAreNoText() {
        byte[] hand = Certificates.BY_HAND.getBytes(StandardCharsets.US_ASCII);
        for (int tail : new int[] {0, 127, 128, 255}) {
            byte[] file = java.util.Arrays.copyOf(hand, hand.length + 1);
            file[hand.length] = (byte) tail;
            assertThat(Certificates.check(file).verified()).isFalse();
        }
    }

    /**
     * The residual of the optimum of the worked example, (-1/8, -1/8), is in the ball around whatever vector, shown by whatever
     * points; the ball is not much larger than Lemma 1 makes it.
     */
    @Test
    void balls() throws Exception {
        Instance instance = Instance.of("1/16", "1,1", "-1,1");
        String text = problem(instance).replace("\"lambda\":\"1\"", "\"lambda\":\"1/16\"");
        Problem problem = new Problem(new JsonReader(stream(text)));
        List<Face> faces = new ArrayList<>();
        for (String covector : List.of("+-", "-+")) {
            String face = "{\"covector\":\"" + covector + "\",\"charts\":[]}";
            faces.add(new Face(new JsonReader(stream(face)), problem));
        }
        Random random = Seeded.random(47);
        for (int trial = 0; trial < 3000; trial++) {
            int bits = 6 + random.nextInt(60);
            int shift = 4 + random.nextInt(26);
            double size = Math.pow(2, -random.nextInt(30));
            BigInteger denominator = BigInteger.ONE.shiftLeft(bits).add(new BigInteger(bits, random));
            BigInteger[] point = new BigInteger[2];
            long[] center = new long[2];
            for (int i = 0; i < 2; i++) {
                Rational u = Rational.of(7, 8).add(Rational.of(0.1 * size * random.nextGaussian()));
                Rational scaled = u.multiply(Rational.of(denominator));
                point[i] = scaled.numerator().divide(scaled.denominator()).max(BigInteger.ONE);
                center[i] = Math.round((-0.125 + 0.1 * size * random.nextGaussian()) * (1L << shift));
            }
            Solution solution = new Solution(
                    new JsonReader(stream(String.format(
                            "{\"denominator\":\"%s\",\"rays\":[{\"sign\":\"+\",\"face\":0,\"point\":[\"%s\"]},"
                                    + "{\"sign\":\"+\",\"face\":1,\"point\":[\"-%s\"]}],\"shift\":%d,\"residual\":[\"%d\",\"%d\"]}",
                            denominator, point[0], point[1], shift, center[0], center[1]))),
                    problem,
                    faces);
            Rational distance = Rational.ZERO;
            Rational near = Rational.ZERO;
            Rational gap = Rational.ZERO;
            Rational longest = Rational.ZERO;
            for (int i = 0; i < 2; i++) {
                Rational u = Rational.of(point[i], denominator);
                Rational r0 = u.subtract(Rational.ONE);
                Rational rho = Rational.of(center[i], 1L << shift);
                distance = distance.add(rho.add(Rational.of(1, 8)).square());
                near = near.add(r0.subtract(rho).square());
                gap = gap.add(u.multiply(Rational.of(1, 8).add(r0)).multiply(2));
                longest = longest.max(r0.negate().subtract(Rational.of(1, 8)));
            }
            Rational lemma = gap.add(longest.max(Rational.ZERO).multiply(16)).add(near);
            if (solution.radius == null) {
                assertThat(point[0].max(point[1])).isGreaterThanOrEqualTo(denominator);
                continue;
            }
            Rational radius = Rational.of(solution.radius).divide(Rational.of(1L << shift));
            assertThat(distance).as("trial %s", trial).isLessThanOrEqualTo(radius.square());
            // Far off, tangents are no good bounds.
            double factor = size > 0.2 ? 4 : 1.3;
            assertThat(radius.doubleValue())
                    .as("trial %s", trial)
                    .isLessThanOrEqualTo(factor * Math.sqrt(2 * lemma.doubleValue()) + 2.0 / (1L << shift));
        }
    }
}
