/**
 * Data sets: exact values read from files or generated. Nothing is rounded on the way in; what cannot be read exactly is
 * refused with an {@link org.talweg.data.InputException} that says where.
 */
package org.talweg.data;
