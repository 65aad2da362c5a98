/** What a simulated call leaves behind: its facts as JSON, its sound as a stereo file, and a page to look at. */
@NullMarked
package dev.trunkline.lab.report;

import org.jspecify.annotations.NullMarked;
