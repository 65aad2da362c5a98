/** Voices, ears and voice activity that run inside the JVM, behind small ports. Knows no protocol. */
@NullMarked
package dev.trunkline.speech;

import org.jspecify.annotations.NullMarked;
