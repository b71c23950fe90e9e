import { expect, test } from "bun:test";
import { addressOf, escapeKey } from "../../../edge/s3/address.ts";

const of = (bucket: string, region: string, endpoint?: string) => {
	const { protocol, host, path } = addressOf({ bucket, region, endpoint });
	return `${protocol}//${host}${path}`;
};

test("the address of an S3 bucket has its name in the host, on Amazon's servers", () => {
	expect(of("photos", "eu-central-1")).toBe("https://photos.s3.eu-central-1.amazonaws.com/");
	expect(of("photos", "cn-north-1")).toBe("https://photos.s3.cn-north-1.amazonaws.com.cn/");
	// Amazon's certificates cover one name before s3.
	expect(of("my.photos", "eu-west-1")).toBe("https://s3.eu-west-1.amazonaws.com/my.photos/");
});

test("the address of an S3 bucket has its name in the path, on other servers", () => {
	expect(of("photos", "auto", "http://[::1]:9000")).toBe("http://[::1]:9000/photos/");
	expect(of("photos", "auto", "https://s3.example/base/")).toBe("https://s3.example/base/photos/");
	const { hostname, port } = addressOf({ bucket: "b", region: "r", endpoint: "http://[::1]:9000" });
	expect([hostname, port]).toEqual(["::1", 9000]);
	expect(addressOf({ bucket: "b", region: "r" })).not.toHaveProperty("port");
});

test("a key is escaped for a path as AWS's signature requires", () => {
	expect(escapeKey("a b/ü+%/(x)!*'~")).toBe("a%20b/%C3%BC%2B%25/%28x%29%21%2A%27~");
});
