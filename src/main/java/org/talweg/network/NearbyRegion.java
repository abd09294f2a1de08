package org.talweg.network;

import java.util.Optional;
import org.talweg.exact.Enclosure;
import org.talweg.verdict.RegionVerdict;

/**
 * A closed region that holds a network, and how far the network is from the region's minimiser.
 *
 * @param verdict what is proved about the region
 * @param excess the network's loss minus the region's value, at least 0
 * @param distance the Euclidean distance, over all neurons {@code |a_j| w_j}, to the minimiser whose neurons share the mass of each
 *     ray as the network's do; empty if the minimiser's structure is not proved
 */
public record NearbyRegion(RegionVerdict verdict, Enclosure excess, Optional<Enclosure> distance) {}
