package org.talweg.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.talweg.descent.RunEnd;
import org.talweg.descent.Tally;
import org.talweg.descent.Weights;

/** The networks at the ends of runs, one JSON object a line. */
public final class DescentNetworks {

    private DescentNetworks() {}

    /**
     * Writes {@code {"description":..,"a":[..],"w":[[..],..]}} for each run; the numbers are the doubles, written so that they are read back exactly.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(List<Tally> tallies, Writer out) throws IOException {
        for (Tally t : tallies) {
            for (RunEnd end : t.ends()) {
                Weights weights = end.weights();
                out.append(String.format(
                        Locale.ROOT,
                        "{\"description\":\"width %d, scale %s, %s, run %d: %s%s\",\"a\":%s,\"w\":[",
                        t.width(),
                        Double.isNaN(t.scale()) ? "given" : Double.toString(t.scale()),
                        t.method().name().toLowerCase(Locale.ROOT),
                        end.run(),
                        end.kind(),
                        end.point()
                                .map(p -> " of value " + Wording.nineDigits(p.value()))
                                .orElse(""),
                        array(weights.a())));
                for (int j = 0; j < weights.width(); j++) {
                    out.append(j == 0 ? "" : ",").append(array(weights.w()[j]));
                }
                out.append("]}\n");
            }
        }
    }

    private static String array(double[] values) {
        return DoubleStream.of(values).mapToObj(Double::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
