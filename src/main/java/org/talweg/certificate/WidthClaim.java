package org.talweg.certificate;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What is claimed about one width.
 *
 * @param global regions that hold a global minimum
 * @param spurious regions that hold another local minimum
 * @param undecided regions of which that is open
 * @param verdict BENIGN, SPURIOUS or UNDECIDED
 */
public record WidthClaim(
        int width,
        Optional<BigInteger> global,
        Optional<BigInteger> spurious,
        Optional<BigInteger> undecided,
        String verdict) {}
