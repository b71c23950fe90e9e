-- CloudFront's standard logs (v1) as the table that histogram.sql reads. Replace s3://logs/prefix/ by your
-- own bucket and prefix. The columns are the first twelve of the log; the others are ignored.
CREATE EXTERNAL TABLE IF NOT EXISTS access_log (
	log_date date,
	log_time string,
	x_edge_location string,
	sc_bytes bigint,
	c_ip string,
	cs_method string,
	cs_host string,
	cs_uri_stem string,
	sc_status int,
	cs_referrer string,
	cs_user_agent string,
	cs_uri_query string
)
ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
LOCATION 's3://logs/prefix/'
TBLPROPERTIES ('skip.header.line.count' = '2');
