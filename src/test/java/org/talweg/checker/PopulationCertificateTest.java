package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.Test;
import org.talweg.Seeded;
import org.talweg.certificate.PopulationCertificate;
import org.talweg.exact.Enclosure;
import org.talweg.exact.Rational;
import org.talweg.population.CriticalPoint;
import org.talweg.population.CriticalPoint.Verdict;
import org.talweg.population.Families;

/** Certificates of population minima: proved again, refused when corrupted. */
class PopulationCertificateTest {

    /** Where the Hessian is so nearly singular the checker's plain intervals need not show it. */
    private static final double WEAK = 5e-4;

    private static Report check(String text) {
        return Checker.verify(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), null);
    }

    private static boolean isProved(PopulationCertificate.Minimum claim) {
        return check(new PopulationCertificate(List.of(claim)).toString()).isVerified();
    }

    private static List<CriticalPoint> points(int teachers, int more, Verdict verdict) {
        return new Families(more, 1)
                .of(List.of(teachers), t -> {}).get(0).points().stream()
                        .filter(p -> p.verdict() == verdict)
                        .toList();
    }

    @Test
    void minimaAreProvedAgain() {
        for (int more = 0; more <= 1; more++) {
            for (int teachers : new int[] {8, 12}) {
                for (CriticalPoint p : points(teachers, more, Verdict.SPURIOUS)) {
                    if (p.smallestEigenvalue().lower() < WEAK) {
                        continue;
                    }
                    assertThat(List.of(24, 26, 28, 30, 32)).as(p.family()).anyMatch(bits -> isProved(p.claim(bits)));
                }
            }
        }
    }

    /** The prover's evidence at a saddle, and bounds that are not true, are refused. */
    @Test
    void whatIsNotTrueIsRefused() {
        for (CriticalPoint p : points(7, 0, Verdict.SADDLE)) {
            PopulationCertificate.Minimum claim = p.claim(30);
            assertThat(isProved(new PopulationCertificate.Minimum(
                            claim.sizes(),
                            claim.fixed(),
                            claim.center(),
                            30,
                            claim.loss(),
                            Rational.parse("1/1048576"))))
                    .isFalse();
        }
        CriticalPoint minimum = points(7, 0, Verdict.SPURIOUS).get(0);
        PopulationCertificate.Minimum true28 = minimum.claim(28);
        assertThat(isProved(true28)).isTrue();
        Rational more = Rational.of(minimum.smallestEigenvalue().upper() * 1.0001);
        assertThat(isProved(with(true28, true28.center(), true28.loss(), more))).isFalse();
        Rational tiny = Rational.parse("1e-9");
        assertThat(isProved(with(
                        true28,
                        true28.center(),
                        new Enclosure(
                                true28.loss().lower().add(tiny),
                                true28.loss().upper().add(tiny)),
                        true28.eigenvalue())))
                .isFalse();
        for (int i = 0; i < true28.center().size(); i++) {
            List<Rational> off = new ArrayList<>(true28.center());
            off.set(i, Rational.of(off.get(i).doubleValue() + 1e-3));
            assertThat(isProved(with(true28, off, true28.loss(), true28.eigenvalue())))
                    .isFalse();
            off.set(i, Rational.of(true28.center().get(i).doubleValue() + 1e-7));
            assertThat(isProved(with(true28, off, true28.loss(), true28.eigenvalue())))
                    .isFalse();
        }
    }

    private static PopulationCertificate.Minimum with(
            PopulationCertificate.Minimum claim, List<Rational> center, Enclosure loss, Rational eigenvalue) {
        return new PopulationCertificate.Minimum(claim.sizes(), claim.fixed(), center, claim.bits(), loss, eigenvalue);
    }

    /** Any byte of the file changed, left out or doubled: refused, but for white space. */
    @Test
    void corruptedFilesAreRefused() {
        String text = new PopulationCertificate(
                        List.of(points(6, 0, Verdict.SPURIOUS).get(0).claim(28)))
                .toString();
        assertThat(check(text).isVerified()).isTrue();
        Random random = Seeded.random(1);
        for (int i = 0; i < text.strip().length(); i++) {
            char c = text.charAt(i);
            char other = Character.isDigit(c) ? (char) ('0' + (c - '0' + 1 + random.nextInt(9)) % 10) : (char) (c + 1);
            assertThat(check(text.substring(0, i) + other + text.substring(i + 1))
                            .isVerified())
                    .as("changed at " + i)
                    .isFalse();
            assertThat(check(text.substring(0, i) + text.substring(i + 1)).isVerified())
                    .as("left out at " + i)
                    .isFalse();
            assertThat(check(text.substring(0, i) + c + text.substring(i)).isVerified())
                    .as("doubled at " + i)
                    .isFalse();
            assertThat(check(text.substring(0, i)).isVerified()).isFalse();
        }
    }

    /** A corrupted claim with a digest that fits: refused, or as true as before. */
    @Test
    void digestsAloneProveNothing() {
        String text = new PopulationCertificate(
                        List.of(points(6, 0, Verdict.SPURIOUS).get(0).claim(28)))
                .toString();
        Random random = Seeded.random(2);
        int refused = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            int i = random.nextInt(text.indexOf("\"sha256\""));
            if (!Character.isDigit(text.charAt(i))) {
                continue;
            }
            char digit = (char) ('0' + random.nextInt(10));
            String changed = text.substring(0, i) + digit + text.substring(i + 1);
            Report report = check(signed(changed));
            if (!report.isVerified()) {
                refused++;
            } else {
                // the loss and the eigenvalue claimed still are those of the minimum of six neurons
                String line = report.proofs().get(0).what();
                double above = Double.parseDouble(line.replaceAll(".*above ", ""));
                assertThat(above).isLessThan(0.00470036);
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    private static String signed(String text) {
        String claim = text.substring(text.indexOf("{\"sizes\""), text.indexOf(",\"sha256\""));
        String numbers = claim.replace("{\"sizes\":", "")
                .replace(",\"fixed\":", " ")
                .replace(",\"center\":", " ")
                .replace(",\"radius\":", " ")
                .replaceAll(",\"loss\":\\[\"([^\"]*)\",\"([^\"]*)\"\\]", " $1 $2")
                .replace(",\"eigenvalue\":", " ")
                .replace("\"", "")
                .replace(",", ", ");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(numbers.getBytes(StandardCharsets.US_ASCII));
            return text.replaceAll(
                    "\"sha256\":\"[^\"]*\"", "\"sha256\":\"" + HexFormat.of().formatHex(digest) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void checkersIntervalsContainTheResults() {
        DfpField field = new DfpField(60);
        Random random = Seeded.random(3);
        for (int i = 0; i < 3000; i++) {
            double a = random.nextGaussian() * Math.exp(4 * random.nextGaussian());
            double b = random.nextGaussian() * Math.exp(4 * random.nextGaussian());
            Dfp x = field.newDfp(a);
            Dfp y = field.newDfp(b);
            contains(field, Bounded.of(a).plus(Bounded.of(b)), x.add(y));
            contains(field, Bounded.of(a).minus(Bounded.of(b)), x.subtract(y));
            contains(field, Bounded.of(a).times(Bounded.of(b)), x.multiply(y));
            contains(field, Bounded.of(a).over(Bounded.of(b)), x.divide(y));
            contains(field, Bounded.of(Math.abs(a)).root(), x.abs().sqrt());
            Dfp radius = x.multiply(x).add(y.multiply(y)).sqrt();
            Dfp angle = x.abs().divide(radius.add(y)).atan().multiply(2);
            Bounded bounded = Bounded.angle(Bounded.of(Math.abs(a)), Bounded.of(b));
            contains(field, bounded, angle);
            assertThat(bounded.upper() - bounded.lower()).isLessThan(1e-13);
        }
        contains(field, Bounded.PI, field.getPi());
        assertThat(Bounded.of(1).over(new Bounded(-1, 1)).upper()).isInfinite();
        assertThat(Bounded.angle(new Bounded(0, 1), new Bounded(-1, 1)).lower()).isZero();
    }

    private static void contains(DfpField field, Bounded bounded, Dfp value) {
        assertThat(!field.newDfp(bounded.lower()).greaterThan(value)
                        && !value.greaterThan(field.newDfp(bounded.upper())))
                .as(bounded + " " + value)
                .isTrue();
    }
}
