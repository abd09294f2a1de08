package org.talweg.certificate;

import java.math.BigInteger;

/** {@code coefficient * base^m} in a number of regions of width m. */
public record Term(BigInteger coefficient, BigInteger base) {}
