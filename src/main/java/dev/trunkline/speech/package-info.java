/** Voices, ears and voice activity behind small ports, and those that run in the JVM or as a command beside it. */
@NullMarked
package dev.trunkline.speech;

import org.jspecify.annotations.NullMarked;
