/**
 * What all reports share: pages out of templates, and how times are said to people. Start at {@link
 * dev.trunkline.lab.report.PageTemplate}. Imports nothing of ours.
 */
@NullMarked
package dev.trunkline.lab.report;

import org.jspecify.annotations.NullMarked;
