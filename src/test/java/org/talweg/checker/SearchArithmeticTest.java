package org.talweg.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.Instance;
import org.talweg.Seeded;
import org.talweg.arrangement.CellSet;
import org.talweg.arrangement.Covectors;
import org.talweg.evidence.CertificateMaker.Extent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the checker of a search tree computes with. */
class SearchArithmeticTest {

    /** Sums of products against BigInteger, at the ends of the range too. */
    @Test
    void wideSums() throws Refusal {
        Random random = Seeded.random(31);
        WideSum a = new WideSum();
        WideSum b = new WideSum();
        for (int i = 0; i < 20_000; i++) {
            BigInteger x = sum(random, a.clear());
            BigInteger y = sum(random, b.clear());
            assertThat(a.exceeds(b)).isEqualTo(x.compareTo(y) > 0);
            int bits = 1 + random.nextInt(63);
            BigInteger floor = x.shiftRight(bits);
            if (floor.bitLength() < 64) {
                assertThat(a.floor(bits)).isEqualTo(floor.longValueExact());
                BigInteger ceiling = x.negate().shiftRight(bits).negate();
                if (ceiling.bitLength() < 64) {
                    assertThat(a.ceiling(bits)).isEqualTo(ceiling.longValueExact());
                }
            } else {
                assertThatThrownBy(() -> a.floor(bits)).isInstanceOf(Refusal.class);
            }
        }
    }

    private static BigInteger sum(Random random, WideSum sum) {
        BigInteger exact = BigInteger.ZERO;
        for (int terms = random.nextInt(4); terms >= 0; terms--) {
            long x = random.nextLong() >> (2 + random.nextInt(62));
            long y = random.nextInt(5) == 0 ? 1L << random.nextInt(62) : random.nextLong() >> (2 + random.nextInt(62));
            sum.add(x, y);
            exact = exact.add(BigInteger.valueOf(x).multiply(BigInteger.valueOf(y)));
        }
        return exact;
    }

    /** The faces that the checker asks for are the covectors with an output that the enumeration finds from the rays. */
    @Test
    void faces() throws Exception {
        Random random = Seeded.random(32);
        for (int i = 0; i < 60; i++) {
            int n = 1 + random.nextInt(6);
            int d = 1 + random.nextInt(4);
            Instance instance =
                    i % 3 == 0 ? Instance.gaussian(random, n, d, "1/10") : Instance.degenerate(random, n, d, "1/10");
            Set<Covector> expected = new HashSet<>();
            Covectors.of(instance.objective().arrangement())
                    .forEach(c -> expected.add(
                            Covector.of(IntStream.range(0, n).map(c::sign).toArray())));
            Cells cells = cells(instance);
            Covector.requireListed(cells, n, expected);
            for (Covector face : expected) {
                if (face.plus() != 0) {
                    Set<Covector> others = new HashSet<>(expected);
                    others.remove(face);
                    assertThatThrownBy(() -> Covector.requireListed(cells, n, others))
                            .as(Arrays.deepToString(instance.rows()))
                            .isInstanceOf(Refusal.class);
                }
            }
        }
    }

    private static Cells cells(Instance instance) throws Exception {
        JsonNode file = new ObjectMapper().readTree(Certificates.of(instance, List.of(1), 40, Extent.VALUE, false));
        byte[] text = file.get("problem").toString().getBytes(StandardCharsets.US_ASCII);
        Problem problem = new Problem(new JsonReader(new ByteArrayInputStream(text)));
        Cells cells = new Cells(problem);
        for (JsonNode cell : file.get("cells").get("list")) {
            BigInteger[] witness = new BigInteger[problem.d];
            for (int j = 0; j < witness.length; j++) {
                witness[j] = new BigInteger(cell.get("witness").get(j).asString());
            }
            cells.add(witness);
        }
        assertThat(cells.size())
                .isEqualTo(CellSet.of(instance.objective().arrangement()).size());
        return cells;
    }
}
