/** Makes written text what is spoken: numbers, dates, addresses and signs as words, and a tally of what no voice can say. */
@NullMarked
package dev.trunkline.speech.normalization;

import org.jspecify.annotations.NullMarked;
