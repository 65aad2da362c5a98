/** An EVI without a mind: it costs next to nothing, does what tags in the caller's sound tell it, and notes when. */
@NullMarked
package dev.trunkline.lab.farend;

import org.jspecify.annotations.NullMarked;
