/** Models that think elsewhere: models behind an HTTP endpoint, heard word by word as they answer. */
@NullMarked
package dev.trunkline.engine.mind.remote;

import org.jspecify.annotations.NullMarked;
