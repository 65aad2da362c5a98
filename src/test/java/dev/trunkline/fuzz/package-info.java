/** What fuzz targets share, and the fuzzer's run over all of them. */
@NullMarked
package dev.trunkline.fuzz;

import org.jspecify.annotations.NullMarked;
