/**
 * Drawing without a screen: elements, text in lines, labels that never cover each other. Start at {@link
 * dev.trunkline.lab.report.svg.Svg}. Imports {@code lab.report}.
 */
@NullMarked
package dev.trunkline.lab.report.svg;

import org.jspecify.annotations.NullMarked;
