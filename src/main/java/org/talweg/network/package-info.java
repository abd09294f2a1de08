/**
 * What is this network? Stationary, Clarke stationary, a local minimum; which neurons escape; which regions it lies in or near, and how far above their optima.
 *
 * <p>Theory: T4, T7 (regions that share a network), section 13.
 */
package org.talweg.network;
