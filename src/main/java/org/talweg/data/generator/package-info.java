/**
 * Data sets made to order. The same parameters and seed give the same table, and every value is an exact rational number:
 * random numbers are rounded to decimals first, and all that follows from them is computed exactly.
 */
package org.talweg.data.generator;
