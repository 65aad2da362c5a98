/** Our WebSockets, judged by the Autobahn test suite. */
@NullMarked
package dev.trunkline.conformance;

import org.jspecify.annotations.NullMarked;
