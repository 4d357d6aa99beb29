package org.alsolike.serving.diff;

import java.util.SortedMap;

/**
 * What a version would change for those who see it.
 *
 * @param served the version that is served
 * @param depth so many places of a list are shown
 * @param lists by the parts' names, such as {@code list/for_you} and {@code similar/also_like}
 * @param scores by the models' names
 * @param segments by name
 */
public record VersionDiff(
    long served,
    int depth,
    SortedMap<String, ListChange> lists,
    SortedMap<String, ScoreShift> scores,
    SortedMap<String, MemberChange> segments,
    MemberChange items,
    MemberChange customers) {}
