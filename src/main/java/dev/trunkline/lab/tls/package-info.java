/** Certificates that nobody else vouches for, for one run. */
@NullMarked
package dev.trunkline.lab.tls;

import org.jspecify.annotations.NullMarked;
