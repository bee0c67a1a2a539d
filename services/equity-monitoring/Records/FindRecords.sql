select * from kept
where (@learners::uuid[] is null or learner_id = any(@learners)) and (@upn::varchar is null or upn = @upn) and (@due::date is null or kept_until <= @due)
order by kept_until, name, learner_id
limit @limit
