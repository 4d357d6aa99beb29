package org.alsolike.jobs.forget;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What was done about a customer, place by place; it does not name them.
 *
 * @param customerHash salted as in the workspace's tombstones
 * @param version that is served now; null: none
 * @param entries of the customer that the store served and does not any more
 * @param versions that were removed from the store, because they held the customer or might
 * @param snapshots files that were deleted; the next run writes new ones, likewise below
 * @param staged files that waited for a publisher
 * @param logs that named the customer
 * @param filesRead in the workspace, after all, without finding the id
 * @param entriesRead in the store, likewise
 */
public record Receipt(
    @JsonProperty("customer_hash") String customerHash,
    @JsonProperty("forgotten_at") String forgottenAt,
    Long version,
    long entries,
    List<Long> versions,
    long snapshots,
    long staged,
    long exports,
    long logs,
    @JsonProperty("files_read") long filesRead,
    @JsonProperty("entries_read") long entriesRead) {}
