/**
 * One call as a page, a picture, a recording and lines on a console. Start at {@link
 * dev.trunkline.lab.report.call.CallReport}, the data, and {@link dev.trunkline.lab.report.call.CallPage}. Imports {@code
 * lab.report} and {@code svg}.
 */
@NullMarked
package dev.trunkline.lab.report.call;

import org.jspecify.annotations.NullMarked;
