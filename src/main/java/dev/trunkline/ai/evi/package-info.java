/** The EVI client: messages, codec, connection. */
@NullMarked
package dev.trunkline.ai.evi;

import org.jspecify.annotations.NullMarked;
