/** Sound as numbers: mu-law, WAV, resampling, rings, the ledger of what was heard. Pure: no I/O, no clock. */
@NullMarked
package dev.trunkline.audio;

import org.jspecify.annotations.NullMarked;
