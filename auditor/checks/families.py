"""The visible list of the checks; importing it enters them in the catalogue."""

# ruff: noqa: F401 - importing a check enters it
from auditor.checks.bu import (
    adjustment_unexplained,
    budget_base_missing,
    conclusion_parts_do_not_sum,
    cost_contradicts_spending,
    execution_rate_miscomputed,
    execution_score_miscomputed,
    funds_do_not_sum,
    growth_miscomputed,
    low_execution_unexplained,
    output_without_spending,
    part_rates_contradict_total,
    spending_exceeds_budget,
    stated_amount_contradicts_budget,
)
from auditor.checks.cl import (
    bound_given_as_result,
    claim_contradicts_indicator,
    claim_counts_differently,
    completion_claim_contradicted,
    goal_target_contradicts_indicator_target,
    indicator_without_narrative,
    listed_parts_do_not_sum,
    promised_quantity_unreported,
    quantity_without_indicator,
    reason_contradicts_row,
    result_copies_goal,
    result_misses_goal_target,
    same_fact_stated_twice_differently,
    strict_bound_broken,
    subject_renamed,
)
from auditor.checks.ct import (
    category_total_miscounted,
    category_totals_do_not_sum,
    goal_total_miscounted,
    indicator_total_miscounted,
    items_miscounted,
    level_counts_miscounted,
    shares_do_not_sum,
)
from auditor.checks.fe import (
    percentage_impossible,
)
from auditor.checks.indicator import (
    actual_copies_target,
    actual_not_quantified,
    amount_repeated,
    category_mismatched,
    cost_bound_reversed,
    cost_equals_cap,
    equality_target_missed,
    indicator_duplicated,
    missed_target_unexplained,
    output_bound_reversed,
    overfulfilment_unexplained,
    percentage_out_of_range,
    placeholder_left,
    reason_says_nothing,
    rows_treated_unequally,
    target_not_assessable,
    target_set_too_low,
    units_differ,
    zero_target,
)
from auditor.checks.pl import (
    indicator_dropped_since_plan,
    target_changed_since_plan,
    weight_moved_since_plan,
)
from auditor.checks.sb import (
    documents_name_different_things,
    documents_state_different_counts,
    documents_state_different_facts,
    documents_state_different_money,
    documents_state_different_scores,
)
from auditor.checks.sc import (
    deduction_unexplained,
    every_score_full,
    grade_contradicts_score,
    level_weight_not_sum,
    level_weight_unprescribed,
    missed_target_scored_full,
    qualitative_score_outside_band,
    score_exceeds_weight,
    score_miscomputed,
    stated_score_contradicts_total,
    total_score_not_sum,
    total_weight_not_sum,
    weight_concentrated,
)
from auditor.checks.st import (
    category_missing,
    field_missing,
    goal_without_indicators,
    identity_disagrees,
    row_probably_missing,
    row_unreadable,
    satisfaction_without_survey,
)
from auditor.checks.tm import (
    date_outside_period,
    finished_after_deadline,
    timeliness_not_a_time,
    years_disagree,
)
from auditor.checks.yr import (
    opening_contradicts_last_year,
    result_copied_from_last_year,
    target_below_last_actual,
)
