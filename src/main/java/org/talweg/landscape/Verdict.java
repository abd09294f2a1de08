package org.talweg.landscape;

/** What the minimiser of a closed region is in the whole landscape. */
public enum Verdict {
    /** The region's value equals the global value of its width: the closed region holds a global minimum. */
    GLOBAL,
    /** The value is higher, and the region's minimiser is a true local minimum of the loss. */
    SPURIOUS,
    /**
     * The value is higher; the minimiser is Clarke-stationary but no local minimum: a neuron at zero can be switched on, or a
     * concave kink lets a neuron escape.
     */
    SADDLE,
    /** The value is higher, and the minimiser is held only by the region's own border: it is not Clarke-stationary. */
    NONE,
    /** Not proved either way. */
    UNDECIDED
}
