package org.talweg.descent;

import java.util.List;
import org.talweg.landscape.SignedFace;

/**
 * What a network is like on its way, in floating point.
 *
 * @param time of the flow; begins again at a push off a saddle
 * @param loss with decay
 * @param residual outputs less labels
 * @param approximatePatterns signs and sides of the neurons that have a share of the mass worth mentioning, each once, sorted
 * @param approximatelyLive the number of those neurons
 */
public record Moment(
        double time, double loss, double[] residual, List<SignedFace> approximatePatterns, int approximatelyLive) {

    /** The root mean square of the difference of the outputs from those at another moment. */
    public double distance(Moment other) {
        double sum = 0;
        for (int k = 0; k < residual.length; k++) {
            double difference = residual[k] - other.residual[k];
            sum += difference * difference;
        }
        return Math.sqrt(sum / residual.length);
    }
}
